package io.cxwarehouse.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a person reads them: thousands apart, and no more digits than say something. */
final class NumberText {
  /** How a KPI without a value is shown. */
  static final String NONE = "–";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal HOUR = BigDecimal.valueOf(60);
  private static final BigDecimal TINY = new BigDecimal("0.000001");
  private static final int MOST_DIGITS = 15;

  private NumberText() {}

  /**
   * By magnitude: whole from 100 on, two decimals from 1 on, three digits below; what is whole has
   * no decimals. What is too large or too small for that is written with an exponent.
   */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
    return number(BigDecimal.valueOf(value));
  }

  static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    int digits = value.precision() - value.scale();
    if (digits > MOST_DIGITS || value.abs().compareTo(TINY) < 0) {
      return String.format(Locale.ROOT, "%.2E", value);
    }
    if (value.stripTrailingZeros().scale() <= 0) {
      return fixed(value, 0);
    }
    // rounded first: what becomes 1 or 100 by it is written as these are
    BigDecimal rounded =
        value.abs().compareTo(BigDecimal.ONE) < 0
            ? value.round(new MathContext(3, RoundingMode.HALF_UP))
            : value.setScale(2, RoundingMode.HALF_UP);
    if (rounded.abs().compareTo(HUNDRED) >= 0) {
      return fixed(value, 0);
    }
    if (rounded.abs().compareTo(BigDecimal.ONE) >= 0) {
      return fixed(rounded, 2);
    }
    return fixed(rounded, 3 - (rounded.precision() - rounded.scale()));
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share of 1 in percent: one decimal, and two below 1 %. */
  static String percent(BigDecimal share) {
    return hundredths(share) + " %";
  }

  /** A value in the unit of its KPI (gold.dim_kpi). */
  static String ofUnit(Double value, String unit) {
    if (value == null) {
      return NONE;
    }
    if (!Double.isFinite(value)) {
      return number(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    return switch (unit) {
      case "share" -> percent(exact);
      case "score" -> fixed(exact, 1);
      case "minutes" -> duration(exact);
      case "amount", "tickets" -> number(exact);
      default -> number(exact) + " " + unit;
    };
  }

  /** A difference of two values: with its sign, shares in percentage points. */
  static String change(Double value, String unit) {
    if (value == null || !Double.isFinite(value)) {
      return ofUnit(value, unit);
    }
    String text = unit.equals("share") ? points(BigDecimal.valueOf(value)) : ofUnit(value, unit);
    return value > 0 ? "+" + text : text;
  }

  static String points(BigDecimal share) {
    return hundredths(share) + " pp";
  }

  /** Minutes; from an hour on hours. */
  private static String duration(BigDecimal minutes) {
    if (minutes.abs().setScale(0, RoundingMode.HALF_UP).compareTo(HOUR) < 0) {
      return fixed(minutes, minutes.abs().compareTo(BigDecimal.TEN) < 0 ? 1 : 0) + " min";
    }
    BigDecimal hours = minutes.divide(HOUR, 1, RoundingMode.HALF_UP);
    return fixed(hours, hours.abs().compareTo(HUNDRED) < 0 ? 1 : 0) + " h";
  }

  private static String hundredths(BigDecimal share) {
    BigDecimal percent = share.multiply(HUNDRED);
    BigDecimal rounded = percent.setScale(2, RoundingMode.HALF_UP);
    boolean isSmall = rounded.signum() != 0 && rounded.abs().compareTo(BigDecimal.ONE) < 0;
    return fixed(percent, isSmall ? 2 : 1);
  }

  private static String fixed(BigDecimal value, int decimals) {
    return String.format(
        Locale.ROOT, "%,." + decimals + "f", value.setScale(decimals, RoundingMode.HALF_UP));
  }
}
