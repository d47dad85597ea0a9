package io.cxwarehouse.functions.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Daily values of a KPI.
 *
 * @param isShare judged as successes of n, else as a value
 * @param isDuration of values the logarithm is judged: waits multiply
 * @param lag days until a value is decided
 */
record Series(String kpi, boolean isShare, boolean isDuration, int lag, Map<Integer, Day> days) {
  private static final int WEEK = 7;
  private static final int SIMILAR = 4;

  /**
   * A date's value.
   *
   * @param date days since the epoch
   * @param value of a duration its logarithm
   * @param positives of a share the successes
   * @param error standard error of the value; 0: not known
   */
  record Day(int date, double value, long n, long positives, double error) {
    /** Whether neither counted more than four times as much as the other. */
    boolean isOfSizeOf(Day other) {
      return n <= SIMILAR * other.n && other.n <= SIMILAR * n;
    }

    boolean isSameWeekday(Day other) {
      return date != other.date && Math.floorMod(date - other.date, WEEK) == 0;
    }
  }

  Series(String kpi, boolean isShare, boolean isDuration, int lag) {
    this(kpi, isShare, isDuration, lag, new HashMap<>());
  }

  /** Takes a date's value in; a duration of nothing has no logarithm, so none. */
  void add(int date, double value, long n, long positives, double error) {
    if (!isDuration) {
      days.put(date, new Day(date, value, n, positives, error));
    } else if (value > 0) {
      days.put(date, new Day(date, Math.log(value), n, positives, error / value));
    }
  }

  /** The value in the KPI's own unit. */
  double shown(double value) {
    return isDuration ? Math.exp(value) : value;
  }

  /** The days before a date that were counted of enough, in their order. */
  List<Day> before(int date, int span, long minN) {
    List<Day> found = new ArrayList<>();
    for (int at = date - span; at < date; at++) {
      Day day = days.get(at);
      if (day != null && day.n() >= minN) {
        found.add(day);
      }
    }
    return found;
  }
}
