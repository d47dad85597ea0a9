package io.cxwarehouse.catalog;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the {@code from_<source>.sql} files of a table return, as its {@code sources.sql} says: the
 * columns of the relation {@code sources}, which {@code query.sql} reads. A source may leave out a
 * column that it does not know of, unless it is NOT NULL.
 */
public record SourceShape(StructType columns, String ddl) {

  /**
   * Parses {@code CREATE TABLE sources (…)}.
   *
   * @param origin where the text stands, for errors
   */
  static SourceShape parse(String ddl, String origin) {
    try {
      if (new SparkSqlParser().parsePlan(ddl) instanceof CreateTable create) {
        return new SourceShape(create.tableSchema(), ddl);
      }
    } catch (Exception e) { // Spark's ParseException is checked, but not declared
      throw invalid(origin, e.getMessage().strip());
    }
    throw invalid(origin, "it is not one CREATE TABLE sources (…) statement");
  }

  private static CxwException invalid(String origin, String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "The definition " + origin + " cannot be used.",
        cause,
        "Correct it; docs/add-a-table.md describes a table's folder.");
  }

  /** The rows of one source in all columns; those that it leaves out are null. */
  public Dataset<Row> conform(TableId table, String file, Dataset<Row> rows) {
    List<String> names = List.of(columns.fieldNames());
    List<String> given = List.of(rows.columns());
    List<String> faults = new ArrayList<>();
    given.stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> faults.add("column " + name + " is not in sources.sql"));
    given.stream()
        .distinct()
        .filter(name -> Collections.frequency(given, name) > 1)
        .forEach(name -> faults.add("column " + name + " is returned more than once"));
    List<Column> conformed = new ArrayList<>();
    for (StructField field : columns.fields()) {
      String type = field.dataType().catalogString();
      if (!given.contains(field.name())) {
        if (!field.nullable()) {
          faults.add("column " + field.name() + " " + type + " is missing");
        }
        conformed.add(lit(null).cast(field.dataType()).as(field.name()));
        continue;
      }
      String actual = rows.schema().apply(field.name()).dataType().catalogString();
      if (!actual.equals(type)) {
        faults.add(
            "column %s is %s, but sources.sql says %s".formatted(field.name(), actual, type));
      }
      conformed.add(col(field.name()));
    }
    if (!faults.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "Table " + table + ": " + file + " does not match its sources.sql.",
          String.join("; ", faults),
          "Make the SELECT return these columns by name and type (cast explicitly).");
    }
    return rows.select(conformed.toArray(Column[]::new));
  }
}
