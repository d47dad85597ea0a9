package io.cxwarehouse.functions;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One reading of delivered flags: as interfaces, reports and databases write them, and as numbers,
 * also those that a tool on the way took for floats ({@code 1.0}).
 */
public final class Flags {
  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n");
  private static final Map<Decimal, Boolean> NUMBERS =
      Map.of(number("1"), true, number("0"), false);

  private Flags() {}

  /** Whether the text says yes; null where it says neither yes nor no. */
  public static Boolean parseFlag(UTF8String text) {
    String word = text.toString().strip().toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    }
    if (FALSE.contains(word)) {
      return false;
    }
    Decimal number = Numbers.parseNumber(text);
    return number == null ? null : NUMBERS.get(number);
  }

  private static Decimal number(String text) {
    return Numbers.parseNumber(UTF8String.fromString(text));
  }
}
