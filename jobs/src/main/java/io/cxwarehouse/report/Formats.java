package io.cxwarehouse.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, dates and names as the report writes them. */
final class Formats {
  static final String NONE = "–";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
  private static final double HOUR = 60;
  private static final double DAY_MINUTES = 24 * HOUR;

  private Formats() {}

  /** A value of a KPI. */
  static String value(Double value, String unit, String currency) {
    if (value == null) {
      return NONE;
    }
    return switch (unit) {
      case "share" -> decimal(value * 100, 1) + " %";
      case "score" -> decimal(value, 1);
      case "minutes" -> minutes(value);
      case "amount" -> currency + " " + decimal(value, Math.abs(value) < 100 ? 2 : 0);
      default -> decimal(value, value == Math.rint(value) ? 0 : 1);
    };
  }

  /** A difference of two values, with its sign. */
  static String change(Double change, String unit, String currency) {
    if (change == null) {
      return NONE;
    }
    String sign = change < 0 ? "−" : "+";
    double size = Math.abs(change);
    return sign
        + switch (unit) {
          case "share" -> decimal(size * 100, 1) + " pp";
          case "score" -> decimal(size, 1);
          default -> value(size, unit, currency);
        };
  }

  /** An interval; what is not known of it is left open. */
  static String interval(Double low, Double high, String unit, String currency) {
    if (low == null && high == null) {
      return "";
    }
    return bound(low, unit, currency) + " to " + bound(high, unit, currency);
  }

  private static String bound(Double value, String unit, String currency) {
    if (value == null) {
      return "…";
    }
    String text = value(value, unit, currency);
    return unit.equals("share") ? text : text.replace("-", "−");
  }

  static String count(Long count) {
    return count == null ? NONE : decimal(count, 0);
  }

  static String share(double part) {
    return decimal(part * 100, 1) + " %";
  }

  static String decimal(double value, int places) {
    String text = String.format(Locale.ROOT, "%,." + places + "f", value);
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }

  private static String minutes(double minutes) {
    double size = Math.abs(minutes);
    if (size < HOUR) {
      return decimal(minutes, size < 10 ? 1 : 0) + " min";
    }
    return size < 2 * DAY_MINUTES
        ? decimal(minutes / HOUR, 1) + " h"
        : decimal(minutes / DAY_MINUTES, 1) + " days";
  }

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  static String month(LocalDate date) {
    return MONTH.format(date);
  }

  static String days(LocalDate first, LocalDate last) {
    return first.equals(last) ? day(last) : day(first) + " to " + day(last);
  }

  /** Whether a KPI is another view of one that has its own row. */
  static boolean isVariant(String kpi) {
    return kpi.endsWith("_median")
        || kpi.endsWith("_p90")
        || kpi.endsWith("_p95")
        || kpi.endsWith("_business")
        || kpi.startsWith("sla_attainment_")
        || kpi.equals("csat_mean")
        || kpi.equals("ces_mean");
  }
}
