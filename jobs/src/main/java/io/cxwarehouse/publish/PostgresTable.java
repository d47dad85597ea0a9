package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.TableSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of gold as PostgreSQL has it.
 *
 * @param key columns that identify a row
 * @param asOf of an as-of table, the column that says as of when its rows are
 * @param indexes columns, or groups of columns, that readers filter by
 */
record PostgresTable(
    String name,
    String comment,
    List<Column> columns,
    List<String> key,
    Optional<String> asOf,
    List<List<String>> indexes) {

  private static final List<String> SEGMENTS =
      List.of("country", "region", "industry", "plan", "acquisition_channel");
  private static final List<String> LONG_SEGMENT = List.of("segment_name", "segment_value");

  /**
   * A column.
   *
   * @param type as PostgreSQL itself writes it
   */
  record Column(String name, String type, String comment) {}

  static PostgresTable of(TableSpec spec) {
    List<Column> columns =
        Stream.of(spec.schema().fields())
            .map(
                field ->
                    new Column(
                        field.name(),
                        type(field.dataType()),
                        field.getComment().isDefined() ? field.getComment().get() : ""))
            .toList();
    return new PostgresTable(
        spec.id().name(),
        spec.comment() + ". One row per " + spec.grain() + ".",
        columns,
        spec.key(),
        spec.asOfColumn(),
        indexes(spec));
  }

  /** Dates and segments; what leads the key has the key's index. */
  private static List<List<String>> indexes(TableSpec spec) {
    Set<List<String>> indexes = new LinkedHashSet<>();
    spec.asOfColumn().ifPresent(column -> indexes.add(List.of(column)));
    spec.partitionColumns().forEach(column -> indexes.add(List.of(column)));
    for (StructField field : spec.schema().fields()) {
      boolean isDate = field.dataType().equals(DataTypes.DateType);
      if (isDate && (field.name().endsWith("date") || field.name().endsWith("month"))) {
        indexes.add(List.of(field.name()));
      }
      if (SEGMENTS.contains(field.name())) {
        indexes.add(List.of(field.name()));
      }
    }
    if (List.of(spec.schema().fieldNames()).containsAll(LONG_SEGMENT)) {
      indexes.add(LONG_SEGMENT);
    }
    indexes.remove(List.of(spec.key().get(0)));
    return List.copyOf(indexes);
  }

  /** What is nested becomes JSON. */
  static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
  }

  private static String type(DataType type) {
    if (isNested(type)) {
      return "jsonb";
    }
    if (type instanceof DecimalType decimal) {
      return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    return switch (type.typeName()) {
      case "string" -> "text";
      case "boolean" -> "boolean";
      case "byte", "short" -> "smallint";
      case "integer" -> "integer";
      case "long" -> "bigint";
      case "float" -> "real";
      case "double" -> "double precision";
      case "date" -> "date";
      case "timestamp" -> "timestamp with time zone";
      case "timestamp_ntz" -> "timestamp without time zone";
      case "binary" -> "bytea";
      default -> throw new IllegalArgumentException("no type of PostgreSQL for " + type);
    };
  }
}
