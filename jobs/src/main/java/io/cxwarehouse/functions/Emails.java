package io.cxwarehouse.functions;

import java.util.Locale;
import org.apache.spark.unsafe.types.UTF8String;

/** E-mail addresses as keys of customers. */
public final class Emails {
  private Emails() {}

  /**
   * Trimmed and in lower case; null where the text is no address at all ({@code n/a}, {@code -}),
   * since such placeholders would make strangers one customer.
   */
  public static UTF8String normalize(UTF8String text) {
    String address = text.toString().strip().toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    if (at < 1 || at == address.length() - 1) {
      return null;
    }
    boolean blank = address.codePoints().anyMatch(c -> Character.isWhitespace(c) || c == '\u00a0');
    return blank ? null : UTF8String.fromString(address);
  }
}
