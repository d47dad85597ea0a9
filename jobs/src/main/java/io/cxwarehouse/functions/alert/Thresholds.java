package io.cxwarehouse.functions.alert;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Configured thresholds of a KPI, and its daily values that were counted of enough.
 *
 * @param below alert below it; null: none
 * @param above alert above it; null: none
 * @param isTotal whether a date without a value, between others, is 0, such as one without tickets
 */
record Thresholds(Double below, Double above, boolean isTotal, TreeMap<Integer, Double> days) {
  private static final int BELOW = 9;
  private static final int ABOVE = 10;

  static Thresholds of(InternalRow row, boolean isTotal) {
    return new Thresholds(
        row.isNullAt(BELOW) ? null : row.getDouble(BELOW),
        row.isNullAt(ABOVE) ? null : row.getDouble(ABOVE),
        isTotal,
        new TreeMap<>());
  }

  /** Date of the first of the latest values that lie beyond one threshold without a break. */
  Integer since() {
    Integer since = null;
    int latest = 0;
    for (Map.Entry<Integer, Double> day : days.descendingMap().entrySet()) {
      int side = side(day.getValue());
      boolean isGap = isTotal && since != null && since - day.getKey() > 1;
      if (side == 0 || (latest != 0 && side != latest) || (isGap && side(0) != latest)) {
        return since;
      }
      latest = side;
      since = day.getKey();
    }
    return since;
  }

  private int side(double value) {
    if (below != null && value < below) {
      return -1;
    }
    return above != null && value > above ? 1 : 0;
  }
}
