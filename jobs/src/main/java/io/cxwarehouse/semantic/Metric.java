package io.cxwarehouse.semantic;

import io.cxwarehouse.catalog.TableId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/**
 * A KPI whose parts add up: its value over any rows of its table follows from their sums.
 *
 * @param numerator SQL expression, null in rows that do not count
 * @param denominator likewise; empty: the sum of the numerator is the value
 * @param factor value = factor · numerator / denominator
 * @param isStock the sums of several dates say nothing: the last date counts
 */
public record Metric(
    String name,
    String label,
    String definition,
    TableId table,
    String date,
    String numerator,
    Optional<String> denominator,
    int factor,
    boolean isStock,
    String unit,
    String direction,
    String pillar) {

  static final String STOCK = "A stock: of several dates take the last one.";
  private static final Pattern GOLD = Pattern.compile("\\bgold\\.(?=[a-z])");

  /** Where any tool may sum a KPI's parts; {@code row} is one of {@code config.kpi}. */
  public static Optional<Metric> of(Row row) {
    String statistic = row.getAs("statistic");
    String date = row.getAs("date_column");
    boolean isStock = !row.getAs("additivity").equals("additive");
    boolean addsUp =
        !row.getAs("additivity").equals("non-additive")
            // Known at the end of a window only: its parts are made for that date.
            && !(isStock && row.getAs("period").equals("date"))
            // An expression is in the SQL of one tool.
            && date.matches("\\w+");
    if (!addsUp) {
      return Optional.empty();
    }
    Optional<String> filter = Optional.ofNullable(row.getAs("row_filter"));
    return Optional.of(
        new Metric(
            row.getAs("kpi"),
            row.getAs("label"),
            row.getAs("definition"),
            TableId.of(row.getAs("source_table")),
            date,
            counted(row.getAs("numerator"), filter),
            Optional.<String>ofNullable(row.getAs("denominator"))
                .map(part -> counted(part, filter)),
            statistic.equals("nps") ? 100 : 1,
            isStock,
            row.getAs("unit"),
            row.getAs("direction"),
            row.getAs("pillar")));
  }

  private static String counted(String part, Optional<String> filter) {
    return filter.map(rows -> "CASE WHEN " + rows + " THEN " + part + " END").orElse(part);
  }

  /** The same where its tables lie in another schema than gold. */
  Metric in(String schema) {
    return new Metric(
        name,
        label,
        definition,
        table,
        date,
        in(schema, numerator),
        denominator.map(part -> in(schema, part)),
        factor,
        isStock,
        unit,
        direction,
        pillar);
  }

  private static String in(String schema, String expression) {
    return GOLD.matcher(expression).replaceAll(Matcher.quoteReplacement(schema) + ".");
  }

  /** Its value over rows of its table, in SQL that PostgreSQL, Spark and others share. */
  public String expression() {
    return denominator
        .map(under -> ratio("SUM(" + numerator + ")", "SUM(" + under + ")"))
        .orElse("SUM(" + numerator + ")");
  }

  /** A quotient of two sums. Whole numbers would else be divided without their rest. */
  String ratio(String over, String under) {
    return scaled() + " * " + over + " / NULLIF(" + under + ", 0)";
  }

  /** The factor as a floating number of Spark, and an exact one of PostgreSQL. */
  private String scaled() {
    return factor + "e0";
  }

  /** The numerator, by which its sum over that of the denominator is the value. */
  String scaledNumerator() {
    return factor == 1 ? numerator : factor + " * (" + numerator + ")";
  }

  /** What its numerator is called where parts have names. */
  String over() {
    return name + "_numerator";
  }

  /** What its denominator is called. */
  String under() {
    return name + "_denominator";
  }

  /** What a tool keeps with it. */
  Map<String, Object> meta() {
    return Yaml.map("unit", unit, "direction", direction, "pillar", pillar);
  }

  /** What a reader is told of it. */
  String description() {
    return definition
        + " ("
        + unit
        + "; "
        + direction
        + " is good)."
        + (isStock ? " " + STOCK : "");
  }
}
