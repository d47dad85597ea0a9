package io.cxwarehouse.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.VersionDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Rows of a version of a table, in the columns that its definition has now. */
final class PublishedRows {
  private static final String IS_NEW = "cxw_is_new";
  private static final String TIMES = "cxw_times";

  private PublishedRows() {}

  /** An older version may lack a column: it is unknown there. Nested values become JSON. */
  static Dataset<Row> of(TableSpec spec, Dataset<Row> rows) {
    List<String> there = Arrays.asList(rows.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : spec.schema().fields()) {
      boolean isNested = PostgresTable.isNested(field.dataType());
      Column value =
          there.contains(field.name()) ? rows.col(field.name()) : lit(null).cast(field.dataType());
      columns.add((isNested ? to_json(value) : value.cast(field.dataType())).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /**
   * The rows that differ: old images ({@code cxw_is_new} false) and new ones. Files that were
   * written anew hold mostly equal rows; these cancel each other out.
   */
  static Dataset<Row> changes(TableSpec spec, VersionDiff diff) {
    Column[] columns =
        Arrays.stream(spec.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> before = of(spec, diff.removed()).withColumn(TIMES, lit(-1));
    Dataset<Row> now = of(spec, diff.added()).withColumn(TIMES, lit(1));
    List<Column> result = new ArrayList<>(List.of(col(TIMES).gt(0).as(IS_NEW)));
    result.addAll(List.of(columns));
    return before
        .unionByName(now)
        .groupBy(columns)
        .agg(sum(TIMES).as(TIMES))
        .where(col(TIMES).notEqual(0))
        .select(result.toArray(Column[]::new));
  }
}
