package io.cxwarehouse.cli;

import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.engine.Warehouse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Rows of a query for a terminal: numbers rounded by their magnitude, and in percent where a KPI's
 * unit is known to be a share. Ids, years and dates stay as they are.
 */
final class ReadableRows {
  /** Columns that hold a value of the row's KPI, as in gold.kpi_scorecard. */
  private static final Set<String> VALUES =
      Set.of(
          "value",
          "ci_low",
          "ci_high",
          "previous_value",
          "year_ago_value",
          "target",
          "benchmark_low",
          "benchmark_high");

  private static final Set<String> CHANGES = Set.of("change", "change_ci_low", "change_ci_high");

  /** Names of columns whose numbers name something, and count nothing. */
  private static final Pattern NAMES =
      Pattern.compile(
          "(.*_)?(id|key|year|quarter|month|week|day|hour|code|number|version|row|zip)"
              + "|(year|quarter|month|weekofyear|dayof\\w+|hour)\\(.*\\)");

  /** A share beyond it is rather one that the query already turned into percent. */
  private static final double MOST = 2;

  private final List<String> columns;
  private final Map<String, String> units;

  /**
   * @param units units of the KPIs, by name
   */
  ReadableRows(String[] columns, Map<String, String> units) {
    this.columns = Arrays.stream(columns).map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.units = units;
  }

  /** Units of all KPIs that are defined. */
  static Map<String, String> units(Warehouse warehouse) {
    Map<String, String> units = new HashMap<>();
    warehouse
        .relations()
        .configured(warehouse.spark(), Kpis.RELATION)
        .select("kpi", "unit")
        .collectAsList()
        .forEach(row -> units.put(row.getString(0), row.getString(1)));
    return units;
  }

  List<Object[]> of(List<Row> rows) {
    boolean[] isShare = new boolean[columns.size()];
    for (int i = 0; i < isShare.length; i++) {
      int column = i;
      isShare[i] =
          "share".equals(units.get(columns.get(i)))
              && rows.stream().map(row -> row.get(column)).allMatch(ReadableRows::mayBeShare);
    }
    return rows.stream().map(row -> cells(row, isShare)).toList();
  }

  private Object[] cells(Row row, boolean[] isShare) {
    Object[] exact = Cells.of(row);
    boolean isOfShare = "share".equals(unit(row));
    return IntStream.range(0, exact.length)
        .mapToObj(i -> cell(exact[i], row.get(i), columns.get(i), isShare[i], isOfShare))
        .toArray();
  }

  private static Object cell(
      Object exact, Object value, String column, boolean isShare, boolean isOfShare) {
    if (!(value instanceof Number number) || NAMES.matcher(column).matches()) {
      return exact;
    }
    if (!isDecimal(number)) {
      return String.format(Locale.ROOT, "%,d", number);
    }
    if (!Double.isFinite(number.doubleValue())) {
      return NumberText.number(number.doubleValue());
    }
    BigDecimal decimal = new BigDecimal(number.toString());
    if (isOfShare && CHANGES.contains(column)) {
      return NumberText.points(decimal);
    }
    return isShare || isOfShare && VALUES.contains(column)
        ? NumberText.percent(decimal)
        : NumberText.number(decimal);
  }

  /** The unit of the KPI that a row is of: what the row says, else what is defined. */
  private String unit(Row row) {
    int kpi = columns.indexOf("kpi");
    int unit = columns.indexOf("unit");
    if (kpi >= 0 && unit >= 0 && row.get(unit) instanceof String said) {
      return said;
    }
    return kpi >= 0 && row.get(kpi) instanceof String name ? units.get(name) : null;
  }

  private static boolean mayBeShare(Object value) {
    return value == null
        || value instanceof Number number
            && isDecimal(number)
            && Math.abs(number.doubleValue()) <= MOST;
  }

  private static boolean isDecimal(Number number) {
    return number instanceof Double || number instanceof Float || number instanceof BigDecimal;
  }
}
