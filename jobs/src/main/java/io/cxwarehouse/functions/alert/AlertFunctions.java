package io.cxwarehouse.functions.alert;

import io.cxwarehouse.functions.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** Alerts of a night, for SQL. */
public final class AlertFunctions {
  /** Type of the daily values of all KPIs, in any order. */
  public static final DataType VALUES =
      DataType.fromDDL(
          "ARRAY<STRUCT<kpi: STRING, statistic: STRING, unit: STRING, lag: INT, date: DATE,"
              + " value: DOUBLE, n: BIGINT, positives: BIGINT, error: DOUBLE, below: DOUBLE,"
              + " above: DOUBLE>>");

  /** Type of the result: a struct for each KPI. */
  public static final DataType ALERTS =
      DataType.fromDDL(
          "ARRAY<STRUCT<kpi: STRING, low: DOUBLE, high: DOUBLE, q_value: DOUBLE, side: INT,"
              + " since: DATE, is_outside: BOOLEAN, passed_since: DATE>>");

  private static final int WIDTH = 11;

  private AlertFunctions() {}

  /**
   * {@code daily_alerts(values, as_of, min_n)}. Totals have no limits: their days hang together.
   */
  public static ArrayData daily(ArrayData values, int asOf, long minN) {
    Map<String, Series> judged = new TreeMap<>();
    Map<String, Thresholds> passed = new TreeMap<>();
    for (int i = 0; i < values.numElements(); i++) {
      InternalRow row = values.getStruct(i, WIDTH);
      if (!row.isNullAt(5)) {
        String kpi = row.getUTF8String(0).toString();
        String statistic = row.getUTF8String(1).toString();
        boolean isTotal = statistic.equals("total");
        int date = row.getInt(4);
        double value = row.getDouble(5);
        long n = row.isNullAt(6) ? 0 : row.getLong(6);
        passed.computeIfAbsent(kpi, k -> Thresholds.of(row, isTotal));
        if (!Evidence.isFew(statistic, n, minN)) {
          passed.get(kpi).days().put(date, value);
        }
        if (!isTotal) {
          boolean isShare = statistic.equals("share") && !row.isNullAt(7);
          judged
              .computeIfAbsent(kpi, k -> series(k, isShare, row))
              .add(
                  date,
                  value,
                  n,
                  isShare ? row.getLong(7) : 0,
                  row.isNullAt(8) ? 0 : row.getDouble(8));
        }
      }
    }
    Map<String, Alerts.State> states = Alerts.of(List.copyOf(judged.values()), asOf, minN);
    List<InternalRow> rows = new ArrayList<>();
    passed.forEach(
        (kpi, thresholds) ->
            rows.add(row(kpi, states.getOrDefault(kpi, Alerts.State.NONE), thresholds.since())));
    return new GenericArrayData(rows.toArray());
  }

  private static Series series(String kpi, boolean isShare, InternalRow row) {
    return new Series(
        kpi, isShare, row.getUTF8String(2).toString().equals("minutes"), row.getInt(3));
  }

  private static InternalRow row(String kpi, Alerts.State state, Integer passedSince) {
    Limits limits = state.limits();
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(kpi),
          limits == null ? null : limits.low(),
          limits == null ? null : limits.high(),
          limits == null ? null : state.qValue(),
          state.side(),
          state.side() == 0 ? null : state.since(),
          state.side() != 0 && limits != null && state.calm() == 0,
          passedSince
        });
  }
}
