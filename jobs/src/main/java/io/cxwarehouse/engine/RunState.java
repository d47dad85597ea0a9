package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.raw.ListedFolder;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What earlier runs left in {@code ops}.
 *
 * @param folders date folders as they were dealt with last, by path
 */
public record RunState(
    List<Row> runs, Ledger ledger, IntakeLog intakeLog, Map<String, ListedFolder> folders) {

  private static final String UNDONE_BY = "undone_by";

  /** Columns that came later, in their order. */
  private static final List<String> LATER = List.of(UNDONE_BY, "command", "only_tables");

  /** How ids of runs begin that only showed a publication again. */
  static final String SHOWN = "publication_";

  /** How ids of maintenance begin. */
  static final String MAINTENANCE = "maintenance_";

  /** How ids of rollbacks begin. */
  static final String ROLLBACK = "rollback_";

  static RunState load(SparkSession spark, Tables tables) {
    IntakeLog log = IntakeLog.load(spark, tables);
    return new RunState(
        runs(spark, tables),
        Ledger.of(tables.rows(spark, OpsTables.LEDGER)),
        log,
        tables.state(spark, OpsTables.LANDING_FOLDER).exists()
            ? folders(tables.rows(spark, OpsTables.LANDING_FOLDER))
            : log.folders());
  }

  static List<Row> runs(SparkSession spark, Tables tables) {
    Tables.State state = tables.state(spark, OpsTables.RUN);
    return state.exists() ? runs(spark, tables, state.version()).collectAsList() : List.of();
  }

  /** Rows of {@code ops.run}; those of before a column was there have none in it. */
  static Dataset<Row> runs(SparkSession spark, Tables tables, long version) {
    Dataset<Row> runs = tables.read(spark, OpsTables.RUN, version);
    for (String column : LATER) {
      if (!List.of(runs.columns()).contains(column)) {
        runs = runs.withColumn(column, lit(null).cast("string"));
      }
    }
    return runs;
  }

  private static Map<String, ListedFolder> folders(List<Row> rows) {
    Map<String, ListedFolder> folders = new HashMap<>();
    for (Row row : rows) {
      Timestamp modified = row.getAs("modified_at");
      String path = row.getAs("path");
      folders.put(
          path,
          new ListedFolder(
              path,
              row.<Date>getAs("delivery_date").toLocalDate(),
              row.<Long>getAs("files"),
              row.getAs("digest"),
              row.getAs("reading"),
              modified == null ? null : modified.getTime()));
    }
    return folders;
  }

  /** Runs that were not taken back, nor took others back. */
  public List<Row> standing() {
    return runs.stream().filter(row -> row.getAs(UNDONE_BY) == null).toList();
  }

  /** Whether it brought the tables up to a date, alone or with others. */
  static boolean isOfADate(Row run) {
    String command = run.getAs("command");
    return command == null || List.of(RunOptions.RUN, RunOptions.BACKFILL).contains(command);
  }

  /** Ids of runs that were taken back. A rollback's own word counts. */
  Set<String> undone() {
    return undone(runs);
  }

  static Set<String> undone(List<Row> runs) {
    return runs.stream()
        .filter(row -> row.getAs(UNDONE_BY) != null)
        .filter(row -> !row.getAs(UNDONE_BY).equals(row.getAs("run_id")))
        .map(row -> row.<String>getAs("run_id"))
        .collect(Collectors.toSet());
  }

  /** The last run that began and stands; one that died has no exit code. */
  Optional<Row> last() {
    return standing().stream().max(Comparator.comparingLong(RunState::number));
  }

  /** The last run that stands and was of a date; repairs and maintenance may have come after it. */
  Optional<Row> lastOfADate() {
    return standing().stream()
        .filter(RunState::isOfADate)
        .max(Comparator.comparingLong(RunState::number));
  }

  /** Whether a run after the last one that came to its end left its records unwritten. */
  boolean hasUnrecorded() {
    return recording().anyMatch(row -> number(row) > lastEnded());
  }

  /** The last run that came to its end; the records of all up to it are written. 0: none. */
  long lastEnded() {
    return recording()
        .filter(row -> row.getAs("exit_code") != null)
        .mapToLong(RunState::number)
        .max()
        .orElse(0);
  }

  /**
   * Runs that write what they did; showing a publication again and maintenance tell nothing of
   * those before.
   */
  private Stream<Row> recording() {
    return runs.stream()
        .filter(row -> !row.<String>getAs("run_id").startsWith(SHOWN))
        .filter(row -> !row.<String>getAs("run_id").startsWith(MAINTENANCE));
  }

  /** A rollback that was the last to write and did not come to its end: what it takes back. */
  Optional<Row> halfTakenBack() {
    return runs.stream()
        .max(Comparator.comparingLong(RunState::number))
        .filter(last -> last.getAs("exit_code") == null)
        .filter(last -> last.<String>getAs("run_id").startsWith(ROLLBACK))
        .filter(last -> last.getAs("run_id").equals(last.getAs(UNDONE_BY)))
        .flatMap(
            last ->
                runs.stream()
                    .filter(row -> last.getAs("run_id").equals(row.getAs(UNDONE_BY)))
                    .min(Comparator.comparingLong(RunState::number)));
  }

  /** Nothing may be built on a half of what a rollback takes back. */
  void requireWhole() {
    halfTakenBack()
        .ifPresent(
            run -> {
              throw new CxwException(
                  ExitCode.FAILURE,
                  "A run is half taken back.",
                  "cxw rollback of " + run.getAs("run_id") + " did not come to its end",
                  "Run `cxw rollback` again; it completes it.");
            });
  }

  static long number(Row run) {
    return run.<Long>getAs("run_number");
  }

  /** How long a run took that ended. */
  static double seconds(Row run) {
    return (run.<Timestamp>getAs("finished_at").getTime()
            - run.<Timestamp>getAs("started_at").getTime())
        / 1e3;
  }

  /** Above every run that began, dead ones too: their commits' numbers must not come again. */
  long nextRunNumber() {
    return runs.stream().mapToLong(RunState::number).max().orElse(0) + 1;
  }

  /** The highest as_of ever run, this one included. */
  public LocalDate tableAsOf(LocalDate asOf) {
    return standing().stream()
        .map(row -> row.<Date>getAs("as_of").toLocalDate())
        .reduce(asOf, (a, b) -> a.isAfter(b) ? a : b);
  }
}
