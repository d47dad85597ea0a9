package io.cxwarehouse.functions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One reading of delivered numbers: digits with an optional sign, decimal point and exponent,
 * blanks around them. A decimal comma, a thousands separator, NaN and any other text are no number,
 * since guessing what {@code 1,234} means would be wrong by a factor of a thousand half of the
 * time.
 */
public final class Numbers {
  static final int PRECISION = 18;
  static final int SCALE = 4;
  private static final int LONGEST = 64;

  private Numbers() {}

  /** The number as DECIMAL(18, 4), rounded half up; null where the text is none or too large. */
  public static Decimal parseNumber(UTF8String text) {
    String number = text.toString().strip();
    if (!isNumber(number)) {
      return null;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(number);
    } catch (NumberFormatException e) {
      // The exponent is beyond what a BigDecimal holds.
      return null;
    }
    // The magnitude decides before rounding does: 1e-999999999 must not be expanded.
    long magnitude = (long) value.precision() - value.scale();
    if (value.signum() == 0 || magnitude < -SCALE) {
      value = BigDecimal.ZERO;
    } else if (magnitude > PRECISION - SCALE) {
      return null;
    }
    BigDecimal rounded = value.setScale(SCALE, RoundingMode.HALF_UP);
    return rounded.precision() > PRECISION ? null : Decimal.apply(rounded, PRECISION, SCALE);
  }

  private static boolean isNumber(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    int at = sign(text, 0);
    int whole = digits(text, at);
    int fraction = 0;
    at += whole;
    if (at < length && text.charAt(at) == '.') {
      fraction = digits(text, at + 1);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at = sign(text, at + 1);
      int exponent = digits(text, at);
      if (exponent == 0) {
        return false;
      }
      at += exponent;
    }
    return at == length;
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    return signed ? at + 1 : at;
  }

  /** How many ASCII digits follow; those of other scripts are text. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }
}
