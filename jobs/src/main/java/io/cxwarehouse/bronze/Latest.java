package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.config.Source;
import java.sql.Date;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Which versions of a record stand, and in which order. Cursors are compared by what they say, not
 * by how it is written: as instants, numbers or dates; one that is empty or cannot be read is the
 * least. Among equal ones the later delivery wins, also where it repeats an earlier state: bytes
 * that were delivered several times lie in bronze once, and speak at each delivery.
 */
public final class Latest {
  /** The first delivery date of a better version, in {@link #deliveries}. */
  public static final String REPLACED_ON = "_replaced_on";

  /** The place of a version's cursors among those of its record, in {@link #deliveries}. */
  public static final String CURSOR_RANK = "_cursor_rank";

  private static final String RANK = "_rank";
  private static final String AGAIN = "_again";
  private static final String PLACE = "_place";
  private static final Column CONTENT = struct(col("_cursor"), col("_row_hash"));
  private static final StructType REPEATED =
      StructType.fromDDL(
          "_file_id STRING, _again ARRAY<STRUCT<_delivery_date: DATE, _file: STRING>>");

  private final Column[] cursors;
  private final List<Repeated> repeated;

  /**
   * Bytes with all their deliveries that stand: more than one, or another one than their rows were
   * read from.
   */
  public record Repeated(String fileId, List<Delivery> deliveries) {}

  /** One delivery of a file. */
  public record Delivery(Date date, String path) {}

  public Latest(Source.Entity entity, ZoneId zone, List<Repeated> repeated) {
    this.cursors =
        entity.cursor().stream().map(name -> cursor(entity, name, zone)).toArray(Column[]::new);
    this.repeated = List.copyOf(repeated);
  }

  private static Column cursor(Source.Entity entity, String name, ZoneId zone) {
    Column text = col(name.equals(entity.cursor().get(0)) ? "_cursor" : "`" + name + "`");
    return cursor(entity, name, text, zone);
  }

  /** A cursor as versions are ordered by it; null, the least, where its text cannot be read. */
  public static Column cursor(Source.Entity entity, String name, Column text, ZoneId zone) {
    return switch (entity.column(name).type()) {
      case TIMESTAMP, DATE -> call_function("to_instant", text, lit(zone.getId()));
      // Wider than parse_number: event times in microseconds have 16 digits.
      case INTEGER, DECIMAL ->
          new Column(
              new Cast(
                  trim(text).expr(),
                  DataTypes.createDecimalType(38, 9),
                  Option.empty(),
                  EvalMode.TRY()));
      case STRING, BOOLEAN, CURRENCY, NETWORK, JSON -> text;
    };
  }

  /** The latest version of each record: greatest cursor, then delivery date, file, row number. */
  public Dataset<Row> latest(Dataset<Row> bronze) {
    Column own = place(col("_delivery_date"), col("_file"));
    Column all =
        transform(col(AGAIN), one -> place(one.getField("_delivery_date"), one.getField("_file")));
    Dataset<Row> placed =
        repeated.isEmpty()
            ? bronze.withColumn(PLACE, own)
            : withRepeated(bronze).withColumn(PLACE, coalesce(array_max(all), own));
    WindowSpec latestFirst =
        Window.partitionBy("_key").orderBy(order(Column::desc_nulls_last, col(PLACE)));
    return columns(
        placed.withColumn(RANK, row_number().over(latestFirst)).filter(col(RANK).equalTo(1)),
        bronze.columns());
  }

  /**
   * Every delivered row with the date on which another one took its place; null: it is the latest.
   * What stood on a date are the rows delivered by then and not replaced by then. Rows of a record
   * whose cursors say the same have one rank; a greater cursor has a greater one.
   */
  public Dataset<Row> deliveries(Dataset<Row> bronze) {
    WindowSpec better =
        Window.partitionBy("_key")
            .orderBy(order(Column::desc_nulls_last, place(col("_delivery_date"), col("_file"))))
            .rowsBetween(Window.unboundedPreceding(), -1);
    Column rank =
        cursors.length == 0
            ? lit(1)
            : dense_rank()
                .over(
                    Window.partitionBy("_record_id")
                        .orderBy(
                            Arrays.stream(cursors)
                                .map(Column::asc_nulls_first)
                                .toArray(Column[]::new)));
    return delivered(bronze, lit(true))
        .withColumn(REPLACED_ON, min("_delivery_date").over(better))
        .withColumn(CURSOR_RANK, rank);
  }

  /**
   * The versions of each record in their order: of equal ones that follow each other the first
   * delivered. One that comes back after another is a version again.
   */
  public Dataset<Row> versions(Dataset<Row> bronze) {
    WindowSpec firstFirst =
        Window.partitionBy("_key")
            .orderBy(order(Column::asc_nulls_first, place(col("_delivery_date"), col("_file"))));
    WindowSpec lastOfFile =
        Window.partitionBy("_key", "_file_id").orderBy(order(Column::desc_nulls_last));
    return columns(
        delivered(bronze, row_number().over(lastOfFile).equalTo(1))
            .withColumn(RANK, lag(CONTENT, 1).over(firstFirst))
            .filter(not(col(RANK).eqNullSafe(CONTENT))),
        bronze.columns());
  }

  /**
   * A row for each time that it was delivered, where the record has another content, too: else
   * nothing can depend on it.
   *
   * @param isRepeated of a file that comes again: rows that count again. Lines that share a key are
   *     one statement, so that versions would alternate where each of them did
   */
  private Dataset<Row> delivered(Dataset<Row> bronze, Column isRepeated) {
    if (repeated.isEmpty()) {
      return bronze;
    }
    WindowSpec key = Window.partitionBy("_key");
    Column isMoved = not(min(CONTENT).over(key).eqNullSafe(max(CONTENT).over(key)));
    Column own = array(struct(col("_delivery_date"), col("_file")));
    Dataset<Row> all =
        withRepeated(bronze.withColumn(RANK, isRepeated).withColumn(PLACE, isMoved.and(col(RANK))))
            .withColumn(
                RANK,
                explode(
                    when(col(PLACE).and(col(AGAIN).isNotNull()), array_distinct(col(AGAIN)))
                        .otherwise(own)))
            .withColumn("_delivery_date", col(RANK).getField("_delivery_date"))
            .withColumn("_file", col(RANK).getField("_file"));
    return columns(all, bronze.columns());
  }

  private Dataset<Row> withRepeated(Dataset<Row> bronze) {
    List<Row> rows =
        repeated.stream()
            .map(
                one ->
                    RowFactory.create(
                        one.fileId(),
                        one.deliveries().stream()
                            .map(delivery -> RowFactory.create(delivery.date(), delivery.path()))
                            .toArray()))
            .toList();
    return bronze.join(
        bronze.sparkSession().createDataFrame(rows, REPEATED),
        JavaConverters.asScalaBuffer(List.of("_file_id")).toSeq(),
        "left");
  }

  /** When and as which file of its day; page 10 comes after page 2. */
  private static Column place(Column date, Column file) {
    return struct(date.as("_delivery_date"), call_function("file_order", file).as("_file"));
  }

  /** Cursors, then what else is given, then row numbers. */
  private Column[] order(UnaryOperator<Column> direction, Column... then) {
    return Stream.of(cursors, then, new Column[] {col("_row_number")})
        .flatMap(Arrays::stream)
        .map(direction)
        .toArray(Column[]::new);
  }

  private static Dataset<Row> columns(Dataset<Row> rows, String[] names) {
    return rows.select(
        Arrays.stream(names).map(name -> col("`" + name + "`")).toArray(Column[]::new));
  }
}
