package io.cxwarehouse.catalog;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedTableSpec;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * A table as its {@code table.sql} defines it.
 *
 * @param schema columns with comments, in order
 * @param key columns that identify a row, compared null-safe
 * @param narrowBy output columns by whose values rows are recomputed; empty in mode full
 * @param narrow per input that can be narrowed by the same values, its columns in that order
 * @param asOfColumn of an as-of table, the column of which only this run's values are rewritten
 * @param step class of the Java step, where no query computes the table
 */
public record TableSpec(
    TableId id,
    StructType schema,
    List<String> partitionColumns,
    String comment,
    List<String> key,
    Mode mode,
    List<String> narrowBy,
    Map<String, List<String>> narrow,
    Optional<String> asOfColumn,
    Optional<String> step,
    Map<String, String> properties,
    String ddl) {

  private static final Set<String> KNOWN =
      Set.of(
          "cxw.key",
          "cxw.grain",
          "cxw.owner",
          "cxw.as_of_part",
          "cxw.parts",
          "cxw.mode",
          "cxw.narrow_by",
          "cxw.narrow",
          "cxw.as_of_column",
          "cxw.keep_dates",
          "cxw.exported",
          "cxw.restated",
          "cxw.sorted_by",
          "cxw.step");
  private static final Pattern LISTED = Pattern.compile("\\s*([\\w.]+)\\s*\\(([^)]*)\\)\\s*,?");

  /**
   * Parses a {@code CREATE TABLE} statement.
   *
   * @param origin where the text stands, for errors
   */
  public static TableSpec parse(String ddl, String origin) {
    LogicalPlan plan;
    try {
      plan = new SparkSqlParser().parsePlan(ddl);
    } catch (Exception e) { // Spark's ParseException is checked, but not declared
      throw invalid(origin, e.getMessage().strip(), e);
    }
    if (!(plan instanceof CreateTable create
        && create.tableSpec() instanceof UnresolvedTableSpec spec
        && create.name() instanceof UnresolvedIdentifier name)) {
      throw invalid(origin, "it is not one CREATE TABLE … USING delta statement", null);
    }
    Map<String, String> properties =
        new TreeMap<>(JavaConverters.mapAsJavaMapConverter(spec.properties()).asJava());
    List<String> partitions =
        JavaConverters.seqAsJavaListConverter(create.partitioning()).asJava().stream()
            .map(Transform::describe)
            .toList();
    properties.keySet().stream()
        .filter(key -> key.startsWith("cxw.") && !KNOWN.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw invalid(origin, "unknown property " + key + "; known: " + KNOWN, null);
            });
    TableSpec result =
        new TableSpec(
            TableId.of(
                String.join(".", JavaConverters.seqAsJavaListConverter(name.nameParts()).asJava())),
            create.tableSchema(),
            partitions,
            spec.comment().isDefined() ? spec.comment().get() : "",
            list(properties.get("cxw.key")),
            Mode.valueOf(properties.getOrDefault("cxw.mode", "full").toUpperCase(Locale.ROOT)),
            list(properties.get("cxw.narrow_by")),
            lists("cxw.narrow", properties, origin),
            Optional.ofNullable(properties.get("cxw.as_of_column")),
            Optional.ofNullable(properties.get("cxw.step")),
            properties,
            ddl);
    result.requireConsistent(origin);
    lists("cxw.parts", properties, origin);
    return result;
  }

  /** By table: parts of its queries ({@code with_<part>.sql}) that this one's read, too. */
  Map<String, List<String>> parts() {
    return lists("cxw.parts", properties, id.toString());
  }

  /** Of an as-of table: the part of its query whose one column gives the dates of a run's rows. */
  public Optional<String> asOfPart() {
    return Optional.ofNullable(properties.get("cxw.as_of_part"));
  }

  /**
   * Of an as-of table: how many of its latest dates stay, besides every month end; all if empty.
   */
  public OptionalInt keepDates() {
    String text = properties.get("cxw.keep_dates");
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  /**
   * Columns by which a large table's rows lie in its files: what it is looked up by, else its key.
   */
  public List<String> sortedBy() {
    List<String> columns = list(properties.get("cxw.sorted_by"));
    return columns.isEmpty() ? key : columns;
  }

  /** Whether changes of its published values are recorded in {@code ops.restatement}. */
  public boolean isRestated() {
    return id.name().startsWith("kpi_")
        && asOfColumn.isEmpty()
        && !"false".equals(properties.get("cxw.restated"));
  }

  /** Whether its rows may leave as files, where it is a table of gold. */
  public boolean isExported() {
    return !"false".equals(properties.get("cxw.exported"));
  }

  private void requireConsistent(String origin) {
    List<String> columns = Arrays.asList(schema.fieldNames());
    if (key.isEmpty()) {
      throw invalid(origin, "cxw.key is missing", null);
    }
    if (asOfPart().isPresent() && (asOfColumn.isEmpty() || step.isPresent())) {
      throw invalid(origin, "cxw.as_of_part is of an as-of table with a query", null);
    }
    String keep = properties.get("cxw.keep_dates");
    if (keep != null && (asOfColumn.isEmpty() || !keep.matches("[1-9]\\d{0,4}"))) {
      throw invalid(
          origin, "cxw.keep_dates = " + keep + ": a number of dates of an as-of table", null);
    }
    for (List<String> named : List.of(key, narrowBy, partitionColumns, sortedBy())) {
      for (String column : named) {
        if (!columns.contains(column)) {
          throw invalid(origin, "column " + column + " is named but not defined", null);
        }
      }
    }
    if (mode != Mode.FULL && (narrowBy.isEmpty() || narrow.isEmpty())) {
      throw invalid(origin, "mode " + mode + " needs cxw.narrow_by and cxw.narrow", null);
    }
    if (mode == Mode.PARTITIONS && narrowBy.size() != 1) {
      throw invalid(origin, "mode partitions narrows by exactly one date column", null);
    }
    for (Map.Entry<String, List<String>> entry : narrow.entrySet()) {
      if (entry.getValue().size() != narrowBy.size()) {
        throw invalid(origin, "cxw.narrow: " + entry + " does not match " + narrowBy, null);
      }
    }
  }

  private static List<String> list(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** A property that lists relations, each with names in brackets. */
  private static Map<String, List<String>> lists(
      String property, Map<String, String> properties, String origin) {
    String text = properties.getOrDefault(property, "");
    Map<String, List<String>> result = new LinkedHashMap<>();
    Matcher matcher = LISTED.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      result.put(matcher.group(1), list(matcher.group(2)));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      String names = property.equals("cxw.narrow") ? "relation(column)" : "table(part)";
      throw invalid(origin, property + " is not a list of " + names + ": " + text, null);
    }
    return result;
  }

  /** What one row stands for, in words: one row per … */
  public String grain() {
    return properties.getOrDefault("cxw.grain", String.join(", ", key));
  }

  /** Properties that the Delta table itself carries: ours, for whoever reads it without us. */
  public Map<String, String> tableProperties() {
    return properties.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("cxw."))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  private static CxwException invalid(String origin, String cause, Throwable error) {
    return new CxwException(
        ExitCode.USAGE,
        "The table definition " + origin + " cannot be used.",
        cause,
        "Correct it; docs/add-a-table.md describes table.sql.",
        error);
  }
}
