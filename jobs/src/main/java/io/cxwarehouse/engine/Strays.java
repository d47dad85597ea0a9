package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.bronze.BronzeSchema;
import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.CommitLog;
import io.cxwarehouse.delta.OldVersion;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a run did to bronze before it died, and no log knows: it wrote rows of files, and took away
 * those that lay there of the same paths before. The same files would be done again; but by now
 * they may be others, gone, or those of before. So its rows go, and the earlier ones come back.
 */
final class Strays {
  private static final Column IS_OF_INTAKE = col("stage").equalTo("intake");

  /** Whether a rejected row is of a file. */
  private static final Column IS_OF_FILE =
      col("file").equalTo(col("known_path")).and(col("file_id").eqNullSafe(col("known_id")));

  private final RunContext run;
  private final Optional<ErasedRows> erased;
  private final long firstDead;

  private Strays(RunContext run, Optional<ErasedRows> erased, long firstDead) {
    this.run = run;
    this.erased = erased;
    this.firstDead = firstDead;
  }

  /**
   * Empty: no run died after the last intake that came to an end.
   *
   * @param erased persons whose rows do not come back
   */
  static Optional<Strays> of(RunContext run, RunState state, Optional<ErasedRows> erased) {
    long last = state.intakeLog().lastRun();
    return state.runs().stream()
        .filter(row -> row.getAs("exit_code") == null)
        .map(row -> row.<Long>getAs("run_number"))
        .filter(number -> number > last)
        .min(Comparator.naturalOrder())
        .map(first -> new Strays(run, erased, first));
  }

  /** Whether a run died in an intake, or after it wrote the log and before it ended. */
  static boolean isAfterDeath(RunState state) {
    long last = state.intakeLog().lastRun();
    return state.runs().stream()
        .filter(row -> row.getAs("exit_code") == null)
        .anyMatch(row -> row.<Long>getAs("run_number") >= last);
  }

  void undo() {
    Map<TableId, String> entities = new TreeMap<>();
    Shapes.entities(Shapes.of(run.warehouse().settings().sources()).values())
        .forEach(e -> entities.put(BronzeSchema.table(e), e.source() + "." + e.name()));
    Parallel.forEach(
        entities.keySet(), run.warehouse().atOnce(), table -> undoIn(table, entities.get(table)));
    removeRejected();
    bringBackRejected();
  }

  private void undoIn(TableId table, String entity) {
    SparkSession session = run.newSession();
    long version = run.tables().state(session, table).version();
    if (version < 0 || version == run.intakeLog().lastVersion(table)) {
      return;
    }
    removeFrom(session, table, version);
    bringBack(session, table, entity);
  }

  private void removeFrom(SparkSession session, TableId table, long version) {
    Dataset<Row> stored = run.tables().read(session, table, version).select("_file_id").distinct();
    List<String> unknown =
        standing(session, table)
            .map(known -> stored.join(known, "_file_id", "left_anti"))
            .orElse(stored)
            .as(Encoders.STRING())
            .collectAsList();
    if (!unknown.isEmpty()) {
      run.writer().delete(session, table, col("_file_id").isin(unknown.toArray()));
    }
  }

  /** Rows of files that were taken in, and of which none is left. */
  private void bringBack(SparkSession session, TableId table, String entity) {
    Optional<Dataset<Row>> before = before(session, table);
    Optional<Dataset<Row>> standing = standing(session, table);
    if (before.isEmpty() || standing.isEmpty()) {
      return;
    }
    Dataset<Row> now = current(session, table).select("_file_id");
    Dataset<Row> taken =
        before
            .get()
            .join(standing.get(), "_file_id", "left_semi")
            .join(now, "_file_id", "left_anti");
    Dataset<Row> lost = erased.map(rows -> rows.without(entity, taken)).orElse(taken);
    List<String> files = lost.select("_file_id").distinct().as(Encoders.STRING()).collectAsList();
    if (!files.isEmpty()) {
      run.writer().addFiles(session, table, lost, files, Set.of());
    }
  }

  /** Those of files whose rejected rows the dead run replaced by those of other bytes. */
  private void bringBackRejected() {
    SparkSession session = run.newSession();
    Optional<Dataset<Row>> before = before(session, OpsTables.REJECTED_RECORD);
    Optional<Dataset<Row>> standing =
        files(session).map(files -> files.where(not(IngestedFile.is(Status.REPLACED))));
    if (before.isEmpty() || standing.isEmpty()) {
      return;
    }
    Dataset<Row> now =
        current(session, OpsTables.REJECTED_RECORD)
            .where(IS_OF_INTAKE)
            .select(col("file").as("known_path"), col("file_id").as("known_id"));
    Dataset<Row> taken =
        before
            .get()
            .where(IS_OF_INTAKE)
            .join(standing.get(), IS_OF_FILE, "left_semi")
            .join(now, IS_OF_FILE, "left_anti");
    Column entity = concat_ws(".", col("source"), col("entity"));
    Dataset<Row> lost =
        erased.map(rows -> taken.where(not(rows.goneText(entity, col("raw_text"))))).orElse(taken);
    if (!lost.isEmpty()) {
      run.writer().append(session, run.ops().spec(OpsTables.REJECTED_RECORD), lost);
    }
  }

  /** A table as it was before the first run that died; empty: it was not, or is no more. */
  private Optional<Dataset<Row>> before(SparkSession session, TableId table) {
    CommitLog log = new CommitLog(run.tables(), session.sessionState().newHadoopConf());
    long now = run.tables().state(session, table).version();
    long version = log.before(table, now, firstDead).orElse(-1);
    return version < 0 || OldVersion.fault(session, run.tables(), table, version).isPresent()
        ? Optional.empty()
        : Optional.of(run.tables().read(session, table, version));
  }

  private void removeRejected() {
    SparkSession session = run.newSession();
    if (!run.tables().state(session, OpsTables.REJECTED_RECORD).exists()) {
      return;
    }
    Dataset<Row> rejected = current(session, OpsTables.REJECTED_RECORD).where(IS_OF_INTAKE);
    List<String> unknown =
        files(session)
            .map(files -> rejected.join(files, IS_OF_FILE, "left_anti"))
            .orElse(rejected)
            .select("file")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    if (!unknown.isEmpty()) {
      run.writer()
          .delete(
              session,
              OpsTables.REJECTED_RECORD,
              IS_OF_INTAKE.and(col("file").isin(unknown.toArray())));
    }
  }

  /** Ids of the files whose rows are in a table of bronze; empty: there is no log yet. */
  private Optional<Dataset<Row>> standing(SparkSession session, TableId table) {
    return log(session)
        .map(log -> IntakeRows.latest(log.where(IntakeRows.isOf(table))))
        .map(log -> log.where(not(IngestedFile.is(Status.REPLACED, Status.REFUSED))))
        .map(log -> log.select(col("file_id").as("_file_id")));
  }

  /** Files of all tables as the log knows them last; empty: there is no log yet. */
  private Optional<Dataset<Row>> files(SparkSession session) {
    return log(session)
        .map(IntakeRows::latest)
        .map(
            log ->
                log.select(
                    col("path").as("known_path"), col("file_id").as("known_id"), col("status")));
  }

  private Dataset<Row> current(SparkSession session, TableId table) {
    return run.tables().read(session, table, run.tables().state(session, table).version());
  }

  /** Files that were taken in; this run has taken in none yet. */
  private Optional<Dataset<Row>> log(SparkSession session) {
    return run.tables().state(session, OpsTables.INGESTED_FILE).exists()
        ? Optional.of(current(session, OpsTables.INGESTED_FILE))
        : Optional.empty();
  }
}
