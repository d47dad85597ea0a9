package io.cxwarehouse.functions;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Words of a vocabulary however they are written: the one rule for those of the configuration and
 * for those that sources deliver, which are told to be the same by it.
 */
public final class Words {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Words() {}

  /** In small letters, with one blank in place of all that is no letter or digit. */
  public static String plain(String text) {
    return BETWEEN_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").trim();
  }

  /** The same for SQL: {@code plain_word(text)}. */
  public static UTF8String plain(UTF8String text) {
    return UTF8String.fromString(plain(text.toString()));
  }
}
