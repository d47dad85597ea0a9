package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.raw.BronzeRow;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.ReadOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What becomes of parsed rows: rows of bronze, without those about erased persons, and rejected
 * ones.
 */
final class DeliveredRows {
  /** What a row delivered: its columns, then what no column takes. */
  private static final Column CELLS = concat(col("fields"), array(col("_rescued")));

  private final List<EntityShape> order;
  private final Optional<ErasedRows> erased;
  private final String runId;

  /**
   * @param order the entities as the rows' {@code entity} counts them
   * @param erased persons whose rows are left out; empty: nobody
   */
  DeliveredRows(List<EntityShape> order, Optional<ErasedRows> erased, String runId) {
    this.order = order;
    this.erased = erased;
    this.runId = runId;
  }

  /** Good rows of an entity as its bronze table has them. */
  Dataset<Row> of(EntityShape shape, Dataset<Row> good) {
    return withoutErased(shape, good.filter(col("entity").equalTo(order.indexOf(shape))))
        .select(columns(shape, BronzeSchema.of(shape)));
  }

  /**
   * Good rows about erased persons: the number of their file and of their entity, the keys that may
   * bind others, and those of their record or account where these alone make them go.
   */
  List<Row> gone(Dataset<Row> good) {
    return good.select(
            col("file"),
            col("entity"),
            erased.orElseThrow().gone(entityName(), CELLS, col("_key")).as(Binding.KEYS),
            erased.orElseThrow().contested(entityName(), CELLS, col("_key")))
        .filter(col(Binding.KEYS).isNotNull())
        .collectAsList();
  }

  /** All good rows of an entity as its bronze table would have them, with those keys. */
  Dataset<Row> marked(EntityShape shape, Dataset<Row> good) {
    Column name = lit(shape.source() + "." + shape.name());
    Column[] columns = columns(shape, BronzeSchema.of(shape));
    columns = Arrays.copyOf(columns, columns.length + 1);
    columns[columns.length - 1] =
        erased.orElseThrow().gone(name, CELLS, col("_key")).as(Binding.KEYS);
    return good.filter(col("entity").equalTo(order.indexOf(shape))).select(columns);
  }

  /** {@code source.entity} of a row. */
  Column entityName() {
    Column[] names =
        order.stream().map(e -> lit(e.source() + "." + e.name())).toArray(Column[]::new);
    return element_at(array(names), col("entity").plus(1));
  }

  /** Without rows about erased persons, and without what others say of them. */
  private Dataset<Row> withoutErased(EntityShape shape, Dataset<Row> rows) {
    if (erased.isEmpty()) {
      return rows;
    }
    Column entity = lit(shape.source() + "." + shape.name());
    Column redacted = col("_redacted");
    return rows.filter(erased.get().gone(entity, CELLS, col("_key")).isNull())
        .withColumn("_redacted", erased.get().redacted(entity, CELLS))
        .withColumn("fields", when(redacted.isNull(), CELLS).otherwise(redacted))
        .withColumn("_rescued", element_at(col("fields"), shape.columns().size() + 1));
  }

  private Column[] columns(EntityShape shape, StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = schema.fields()[i].name();
      if (i < shape.columns().size()) {
        columns[i] = element_at(col("fields"), i + 1).as(name);
      } else {
        columns[i] =
            switch (name) {
              case "_record_id" -> recordId(shape).as(name);
              case "_ingested_run" -> lit(runId).as(name);
              default -> col(name);
            };
      }
    }
    return columns;
  }

  private static Column recordId(EntityShape shape) {
    if (shape.record().isEmpty()) {
      return concat(lit(shape.source() + ":"), col("_key"));
    }
    return concat_ws(
        ":",
        shape.record().stream()
            .map(
                column ->
                    call_function(
                        "native_id", element_at(col("fields"), shape.columnIndex(column) + 1)))
            .toArray(Column[]::new));
  }

  /**
   * Rejected rows, and one more for every file that is refused as a whole.
   *
   * @param stands whether a row's file is not refused
   */
  Dataset<Row> rejected(Dataset<Row> parsed, Column stands, List<FileOutcome> files) {
    List<Row> refusals =
        files.stream()
            .filter(file -> file.file().status() == ReadOutcome.Status.REFUSED)
            .map(BronzeSchema::refusal)
            .toList();
    Column source = lit(null).cast("string");
    Column entity = source;
    for (int i = 0; i < order.size(); i++) {
      Column isThis = col("entity").equalTo(i);
      source = when(isThis, order.get(i).source()).otherwise(source);
      entity = when(isThis, order.get(i).name()).otherwise(entity);
    }
    Column isShown =
        erased
            .map(gone -> coalesce(not(gone.goneText(entityName(), col("raw_text"))), lit(true)))
            .orElse(lit(true));
    Dataset<Row> rows =
        parsed
            .filter(
                col("kind")
                    .equalTo(BronzeRow.Kind.REJECTED.name())
                    .or(
                        col("kind")
                            .equalTo(BronzeRow.Kind.REJECTED_BEYOND_SAMPLE.name())
                            .and(stands)))
            .filter(isShown)
            .select(
                source.as("source"),
                entity.as("entity"),
                col("_file").as("file"),
                col("_file_id").as("file_id"),
                col("_row_number").as("row_number"),
                col("reason"),
                col("message"),
                col("raw_text"));
    return refusals.isEmpty()
        ? rows
        : rows.unionAll(parsed.sparkSession().createDataFrame(refusals, BronzeSchema.REJECTED));
  }
}
