package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.bronze.BronzeSchema;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
    Set<String> known = new HashSet<>();
    run.intakeLog().standing(table).forEach(file -> known.add(file.fileId()));
    List<String> unknown =
        run
            .tables()
            .read(session, table, version)
            .select("_file_id")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .filter(id -> !known.contains(id))
            .toList();
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
    List<String> unknown =
        run
            .tables()
            .read(session, OpsTables.REJECTED_RECORD, state.version())
            .where(col("stage").equalTo("intake"))
            .select("file", "file_id")
            .distinct()
            .collectAsList()
            .stream()
            .filter(row -> !isKnown(row))
            .map(row -> row.getString(0))
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      run.writer()
          .delete(
              session,
              OpsTables.REJECTED_RECORD,
              col("stage").equalTo("intake").and(col("file").isin(unknown.toArray())));
    }
  }

  private boolean isKnown(Row rejected) {
    return run.intakeLog()
        .find(rejected.getString(0))
        .filter(file -> Objects.equals(file.fileId(), rejected.getString(1)))
        .isPresent();
  }
}
