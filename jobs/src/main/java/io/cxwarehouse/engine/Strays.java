package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.bronze.BronzeSchema;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that a run wrote into bronze before it died, and of whose files no log knows. The same file
 * would be done again; but by now it may be another one, or gone, so that its rows go first.
 */
final class Strays {
  private final RunContext run;

  Strays(RunContext run) {
    this.run = run;
  }

  /** Whether a run died after the last intake that came to an end. */
  static boolean mayBe(RunState state) {
    long last = state.intakeLog().lastRun();
    return state.runs().stream()
        .anyMatch(row -> row.getAs("exit_code") == null && row.<Long>getAs("run_number") > last);
  }

  void remove() {
    Set<TableId> tables = new TreeSet<>();
    Shapes.of(run.warehouse().settings().sources())
        .values()
        .forEach(
            source -> source.entities().values().forEach(e -> tables.add(BronzeSchema.table(e))));
    Parallel.forEach(tables, run.warehouse().atOnce(), this::removeFrom);
    removeRejected();
  }

  private void removeFrom(TableId table) {
    SparkSession session = run.newSession();
    long version = run.tables().state(session, table).version();
    if (version < 0 || version == run.intakeLog().lastVersion(table)) {
      return;
    }
    Dataset<Row> known =
        log(session)
            .map(log -> IntakeRows.latest(log.where(IntakeRows.isOf(table))))
            .map(log -> log.where(not(IngestedFile.is(Status.REPLACED, Status.REFUSED))))
            .map(log -> log.select(col("file_id").as("_file_id")))
            .orElseGet(() -> none(session, "_file_id STRING"));
    List<String> unknown =
        run.tables()
            .read(session, table, version)
            .select("_file_id")
            .distinct()
            .as("stored")
            .join(
                known.as("known"),
                col("stored._file_id").equalTo(col("known._file_id")),
                "left_anti")
            .as(Encoders.STRING())
            .collectAsList();
    if (!unknown.isEmpty()) {
      run.writer().delete(session, table, col("_file_id").isin(unknown.toArray()));
    }
  }

  private void removeRejected() {
    SparkSession session = run.newSession();
    Tables.State state = run.tables().state(session, OpsTables.REJECTED_RECORD);
    if (!state.exists()) {
      return;
    }
    Dataset<Row> known =
        log(session)
            .map(IntakeRows::latest)
            .map(log -> log.select("path", "file_id"))
            .orElseGet(() -> none(session, "path STRING, file_id STRING"));
    Dataset<Row> rejected =
        run.tables()
            .read(session, OpsTables.REJECTED_RECORD, state.version())
            .where(col("stage").equalTo("intake"));
    List<String> unknown =
        rejected
            .join(
                known,
                rejected
                    .col("file")
                    .equalTo(known.col("path"))
                    .and(rejected.col("file_id").eqNullSafe(known.col("file_id"))),
                "left_anti")
            .select("file")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    if (!unknown.isEmpty()) {
      run.writer()
          .delete(
              session,
              OpsTables.REJECTED_RECORD,
              col("stage").equalTo("intake").and(col("file").isin(unknown.toArray())));
    }
  }

  /** Files that were taken in; this run has taken in none yet. */
  private Optional<Dataset<Row>> log(SparkSession session) {
    Tables.State state = run.tables().state(session, OpsTables.INGESTED_FILE);
    return state.exists()
        ? Optional.of(run.tables().read(session, OpsTables.INGESTED_FILE, state.version()))
        : Optional.empty();
  }

  private static Dataset<Row> none(SparkSession session, String columns) {
    return session.createDataFrame(List.of(), StructType.fromDDL(columns));
  }
}
