package io.cxwarehouse.explain;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a KPI counts: its numerator, denominator and row filter (gold.dim_kpi), applied to
 * its table row by row of what is counted instead of summed up.
 */
final class CountedRows {
  /** Where each respondent counts once, the KPI's table does not hold what counts. */
  private static final String EACH_ANSWER = "'respondent' = 'answer'";

  private static final String PART =
      """
      SELECT _kind AS kind, CAST(_id AS STRING) AS id,
        CAST(%s AS DECIMAL(38, 12)) AS numerator, CAST(%s AS DECIMAL(38, 12)) AS denominator
      FROM (
      %s
      )
      WHERE (%s) AND %s %s AND %s""";

  /** Percentiles, and the share of all that do not exceed them. */
  private static final Map<String, Double> SHARES = Map.of("median", 0.5, "p90", 0.9, "p95", 0.95);

  private final Published published;

  CountedRows(Published published) {
    this.published = published;
  }

  Counted of(Row score) {
    String statistic = score.getAs("statistic");
    Dataset<Row> rows =
        published
            .query(text(score, table -> published.spec(table).key()), score)
            .where(condition(statistic))
            .cache(); // summed up here, and read again for each kind, id and row that is told
    String table = score.getAs("source_table");
    if (SHARES.containsKey(statistic)) {
      return quantile(table, rows, SHARES.get(statistic));
    }
    Row sums =
        rows.agg(count(lit(1)), sum("numerator").cast("double"), sum("denominator").cast("double"))
            .first();
    return new Counted(table, rows, sums.getLong(0), value(sums, score));
  }

  /**
   * The query; the KPI's own texts in it are trusted as queries are.
   *
   * @param key columns that name a row of a table
   */
  static String text(Row score, Function<String, List<String>> key) {
    String table = score.getAs("source_table");
    String denominator = score.getAs("denominator_sql");
    String filter = score.getAs("row_filter");
    String segment = score.getAs("segment_name");
    return PART.formatted(
        score.<String>getAs("numerator_sql"),
        denominator == null ? "NULL" : denominator,
        byRow(table, key),
        filter == null ? "true" : filter.replace(EACH_ANSWER, "is_last_of_respondent"),
        score.<String>getAs("date_column"),
        dates(score.getAs("period"), score.getAs("additivity")),
        segment.equals("all") ? "true" : "coalesce(`" + segment + "`, 'unknown') = :segment_value");
  }

  /** The table row by row of what is counted; a table of which nothing is known, as it is. */
  private static String byRow(String table, Function<String, List<String>> key) {
    Optional<String> known = Resource.find("explain/" + TableId.of(table).name() + ".sql");
    if (known.isPresent()) {
      return known.get();
    }
    return "SELECT '' AS _kind, concat_ws('|', `%s`) AS _id, * FROM %s"
        .formatted(String.join("`, `", key.apply(table)), table);
  }

  private static String dates(String period, String additivity) {
    return switch (period) {
      case "month", "month_to_date" -> "= trunc(:window_end, 'MM')";
      case "date" -> "= :window_end";
      default ->
          additivity.equals("semi-additive")
              ? "= :window_end"
              : "BETWEEN :window_start AND :window_end";
    };
  }

  /** What adds nothing to either part is not counted. */
  private static String condition(String statistic) {
    return SHARES.containsKey(statistic)
        ? "numerator IS NOT NULL"
        : "coalesce(denominator, 0) <> 0 OR coalesce(numerator, 0) <> 0";
  }

  private static Double value(Row sums, Row score) {
    if (score.getAs("statistic").equals("total")) {
      return sums.isNullAt(1) ? 0 : sums.getDouble(1);
    }
    if (sums.isNullAt(1) || sums.isNullAt(2) || sums.getDouble(2) == 0) {
      return null;
    }
    return score.<Double>getAs("value_factor") * sums.getDouble(1) / sums.getDouble(2);
  }

  /** The least value that a share of all do not exceed; durations have few values, their bins. */
  private static Counted quantile(String table, Dataset<Row> rows, double share) {
    List<Row> values = rows.groupBy("numerator").count().orderBy("numerator").collectAsList();
    long total = values.stream().mapToLong(row -> row.getLong(1)).sum();
    long upTo = 0;
    for (Row value : values) {
      upTo += value.getLong(1);
      if (upTo >= share * total) {
        return new Counted(table, rows, total, value.getDecimal(0).doubleValue());
      }
    }
    return new Counted(table, rows, 0, null);
  }
}
