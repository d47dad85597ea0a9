package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Held;
import io.cxwarehouse.delta.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of delivered files that could not be read, in {@code ops.rejected_record}; what earlier runs
 * rejected of the same paths gives way to them.
 */
final class IntakeRejects {
  private final RunContext run;

  IntakeRejects(RunContext run) {
    this.run = run;
  }

  void write(SparkSession session, IntakeResult result) {
    TableSpec spec = run.ops().spec(OpsTables.REJECTED_RECORD);
    Dataset<Row> now =
        result
            .rejected()
            .select(
                lit("intake").as("stage"),
                col("source"),
                col("entity"),
                col("file"),
                col("file_id"),
                col("row_number").as("row"),
                lit(null).cast("string").as("record_id"),
                col("reason"),
                col("message"),
                col("raw_text"));
    Tables.State state = run.tables().state(session, OpsTables.REJECTED_RECORD);
    if (!state.exists()) {
      if (!now.isEmpty()) {
        run.writer().append(session, spec, now);
      }
      return;
    }
    Object[] paths = result.files().stream().map(file -> file.file().path()).toArray();
    Dataset<Row> before =
        Diff.located(run.tables().read(session, OpsTables.REJECTED_RECORD, state.version()))
            .where(col("stage").equalTo("intake").and(col("file").isin(paths)));
    try (Held diff = Held.of(Diff.between(spec, before, now))) {
      if (!diff.rows().isEmpty()) {
        run.writer().apply(session, spec, diff.rows());
      }
    }
  }
}
