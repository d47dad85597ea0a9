package io.cxwarehouse.delta;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Brings few rows to the driver. A night changes little: what follows (counts, checks, the write)
 * then plans and runs on the rows themselves and not on the query that made them.
 */
public final class Few {
  /** Rows that the driver holds without a thought, wide ones too. */
  public static final int MAX_ROWS = 10_000;

  private Few() {}

  /** Rows that need no job, since they came from the driver and were at most filtered since. */
  public static Optional<List<InternalRow>> onDriver(Dataset<Row> rows) {
    return rows.queryExecution().optimizedPlan() instanceof LocalRelation local
            && local.data().size() <= MAX_ROWS
        ? Optional.of(JavaConverters.seqAsJavaListConverter(local.data()).asJava())
        : Optional.empty();
  }

  /** The same, of rows that are only made of rows of the driver. */
  public static Optional<List<Row>> known(Dataset<Row> rows) {
    return isLocal(rows) ? onDriver(rows).map(few -> external(rows, few)) : Optional.empty();
  }

  /** Whether rows are made of nothing but rows of the driver; told without planning a query. */
  public static boolean isLocal(Dataset<Row> rows) {
    return JavaConverters.seqAsJavaListConverter(rows.queryExecution().analyzed().collectLeaves())
        .asJava()
        .stream()
        .allMatch(LocalRelation.class::isInstance);
  }

  /** The rows if they are at most {@link #MAX_ROWS}. */
  public static Optional<List<Row>> rows(Dataset<Row> rows) {
    return few(rows).map(few -> external(rows, few));
  }

  /** An encoder would be analysed and optimized anew for each query. */
  private static List<Row> external(Dataset<Row> rows, List<InternalRow> few) {
    Function1<Object, Object> external =
        CatalystTypeConverters.createToScalaConverter(rows.schema());
    return few.stream().map(row -> (Row) external.apply(row)).toList();
  }

  /** The same rows, computed and at the driver, if they are at most {@link #MAX_ROWS}. */
  public static Optional<Dataset<Row>> brought(Dataset<Row> rows) {
    return few(rows)
        .map(
            few ->
                Dataset.ofRows(
                    rows.sparkSession(),
                    new LocalRelation(
                            rows.queryExecution().analyzed().output(),
                            JavaConverters.asScalaBufferConverter(few).asScala().toSeq(),
                            false)
                        .newInstance()));
  }

  private static Optional<List<InternalRow>> few(Dataset<Row> rows) {
    List<InternalRow> found = collected(rows.limit(MAX_ROWS + 1));
    return found.size() <= MAX_ROWS ? Optional.of(found) : Optional.empty();
  }

  /** All rows, as Spark holds them: no value is changed by a calendar or a zone of Java's. */
  static List<InternalRow> collected(Dataset<Row> rows) {
    QueryExecution query = rows.queryExecution();
    return List.of(
        SQLExecution.withNewExecutionId(
            query, Option.apply("few rows"), () -> query.executedPlan().executeCollect()));
  }
}
