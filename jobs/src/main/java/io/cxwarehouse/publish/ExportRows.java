package io.cxwarehouse.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.TableSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of a table that are exported, in the order of period and key, which is the same whatever
 * machine reads them.
 *
 * @param rows with the period as last column, {@link #PERIOD}
 * @param counts rows per period
 */
record ExportRows(Dataset<Row> rows, List<Column> order, Map<String, Long> counts) {
  static final String PERIOD = "cxw_period";
  static final String ALL = "all";
  private static final long ROWS_AT_ONCE = 50_000;

  static ExportRows of(TableSpec spec, Dataset<Row> version, ExportOptions options) {
    Dataset<Row> rows = PublishedRows.of(spec, version);
    Optional<String> period = period(spec);
    if (period.isPresent()) {
      Column of = rows.col(period.get());
      if (options.from().isPresent()) {
        LocalDate from = options.from().get();
        rows = rows.where(of.geq(lit(isMonth(period.get()) ? from.withDayOfMonth(1) : from)));
      }
      if (options.until().isPresent()) {
        rows = rows.where(of.leq(lit(options.until().get())));
      }
    }
    Column label =
        period.isEmpty() || options.isSingleFile()
            ? lit(ALL)
            : coalesce(
                date_format(
                    rows.col(period.get()), isMonth(period.get()) ? "yyyy-MM" : "yyyy-MM-dd"),
                lit("unknown"));
    rows = rows.withColumn(PERIOD, label);
    List<Column> order = new ArrayList<>(List.of(col(PERIOD)));
    period.ifPresent(column -> order.add(col(column)));
    spec.key().forEach(column -> order.add(col(column)));
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy(PERIOD)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return new ExportRows(rows, order, counts);
  }

  /** The column by which a table is cut, a date or a month's first. */
  private static Optional<String> period(TableSpec spec) {
    return spec.partitionColumns().stream()
        .filter(column -> spec.schema().apply(column).dataType().equals(DataTypes.DateType))
        .findFirst();
  }

  private static boolean isMonth(String column) {
    return column.endsWith("month");
  }

  /** In order, a few at a time: the driver holds no more. */
  Dataset<Row> inParts() {
    long count = counts.values().stream().mapToLong(Long::longValue).sum();
    Column[] by = order.toArray(Column[]::new);
    int parts = (int) (count / ROWS_AT_ONCE) + 1;
    return (parts == 1 ? rows.repartition(1) : rows.repartitionByRange(parts, by))
        .sortWithinPartitions(by);
  }

  /** In order, as one part. */
  Dataset<Row> inOnePart() {
    return rows.repartition(1).sortWithinPartitions(order.toArray(Column[]::new));
  }
}
