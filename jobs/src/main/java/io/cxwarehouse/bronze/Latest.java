package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import io.cxwarehouse.config.Source;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which versions of a record stand. Cursors are compared by what they say, not by how it is
 * written: as instants, numbers or dates; one that is empty or cannot be read is the least.
 */
public final class Latest {
  /** The first delivery date of a better version, in {@link #deliveries}. */
  public static final String REPLACED_ON = "_replaced_on";

  private static final String RANK = "_rank";

  private Latest() {}

  /** The latest version of each record: greatest cursor, then delivery date, file, row number. */
  public static Dataset<Row> latest(Dataset<Row> bronze, Source.Entity entity, ZoneId zone) {
    return first(bronze, latestFirst(entity, zone));
  }

  /**
   * Every delivered row with the date on which another one took its place; null: it is the latest.
   * What stood on a date are the rows delivered by then and not replaced by then.
   */
  public static Dataset<Row> deliveries(Dataset<Row> bronze, Source.Entity entity, ZoneId zone) {
    WindowSpec better = latestFirst(entity, zone).rowsBetween(Window.unboundedPreceding(), -1);
    return bronze.withColumn(REPLACED_ON, min("_delivery_date").over(better));
  }

  private static WindowSpec latestFirst(Source.Entity entity, ZoneId zone) {
    return Window.partitionBy("_key")
        .orderBy(
            cursor(entity, zone).desc_nulls_last(),
            col("_delivery_date").desc(),
            col("_file").desc(),
            col("_row_number").desc());
  }

  /** All versions that differ in cursor or content; of equal ones the first delivered. */
  public static Dataset<Row> versions(Dataset<Row> bronze) {
    WindowSpec equals =
        Window.partitionBy("_key", "_cursor", "_row_hash")
            .orderBy(col("_delivery_date"), col("_file"), col("_row_number"));
    return first(bronze, equals);
  }

  private static Dataset<Row> first(Dataset<Row> bronze, WindowSpec window) {
    return bronze
        .withColumn(RANK, row_number().over(window))
        .filter(col(RANK).equalTo(1))
        .drop(RANK);
  }

  private static Column cursor(Source.Entity entity, ZoneId zone) {
    if (entity.cursor().isEmpty()) {
      return lit(null).cast("string");
    }
    return switch (entity.column(entity.cursor().get()).type()) {
      case TIMESTAMP, DATE -> call_function("to_instant", col("_cursor"), lit(zone.getId()));
      // Wider than parse_number: event times in microseconds have 16 digits.
      case INTEGER, DECIMAL -> expr("try_cast(trim(_cursor) AS DECIMAL(38, 9))");
      case STRING, BOOLEAN, JSON -> col("_cursor");
    };
  }
}
