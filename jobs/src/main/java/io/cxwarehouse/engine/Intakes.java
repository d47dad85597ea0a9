package io.cxwarehouse.engine;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.bronze.EntityRows;
import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.ChangedFolders;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.Finding;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingFile;
import io.cxwarehouse.raw.ListedFolder;
import io.cxwarehouse.raw.ReadOutcome;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Takes deliveries into bronze. Write order: rejected rows, bronze rows (replaced by file), and
 * {@code ops.ingested_file} last; a file that is not recorded there is done again.
 */
final class Intakes {
  private final RunContext run;
  private final RunState state;
  private final String runId;
  private final long runNumber;
  private final RunListener listener;

  Intakes(RunContext run, RunState state, String runId, long runNumber, RunListener listener) {
    this.run = run;
    this.state = state;
    this.runId = runId;
    this.runNumber = runNumber;
    this.listener = listener;
  }

  /** Bronze tables that have files which no run has looked at. */
  static Set<TableId> pending(RunState state, Landing landing) {
    Set<TableId> tables = new TreeSet<>();
    state
        .intakeLog()
        .needFolders(landing.files().stream().map(LandingFile::delivery).collect(toSet()));
    for (LandingFile file : landing.files()) {
      boolean isKnown =
          state
              .intakeLog()
              .find(file.path())
              .filter(
                  known ->
                      known.known().bytes() == file.bytes()
                          && known.known().modifiedMillis() == file.modifiedMillis())
              .isPresent();
      if (!isKnown) {
        tables.add(TableId.bronze(file.source(), file.entity()));
      }
    }
    return tables;
  }

  /**
   * Takes in what is new.
   *
   * @param erased persons whose rows are left out
   */
  IntakeOutcome takeIn(Landing landing, Optional<ErasedRows> erased) {
    listener.phase("looking at " + landing.files().size() + " files of changed folders");
    SparkSession session = run.newSession();
    Optional<Strays> strays = Strays.of(run, state, erased);
    strays.ifPresent(Strays::undo);
    IntakeLog log = run.intakeLog();
    List<KnownFile> heirs = ChangedFolders.heirs(landing, log);
    Reading reading = new Reading(run, session, landing, heirs, runId);
    boolean afterDeath = Strays.isAfterDeath(state);
    try (LeavingOut leaving = LeavingOut.read(run, session, reading, erased, afterDeath)) {
      IntakeResult result = leaving.result();
      result.findings().stream()
          .filter(finding -> finding.kind() == Finding.Kind.CHANGED_FILE)
          .forEach(finding -> listener.notice(finding.path() + ": " + finding.message()));
      Set<String> suppressed = leaving.suppressed();
      Suppression.add(run, session, reading.fresh(suppressed), runId);
      TouchedFiles touched = new TouchedFiles(run, result, runNumber, runId);
      leaving.bound().delete(touched);
      if (strays.isPresent() && erased.isPresent()) {
        touched.addLost(StoredBronze.of(run, session), erased.get().entities());
      }
      if (!result.files().isEmpty() || !touched.all().isEmpty()) {
        write(session, result, touched.all());
      }
      Suppression.lift(run, session, reading.lifted(suppressed));
      Set<String> planned = new HashSet<>();
      result.tables().forEach(table -> planned.addAll(table.fileIds()));
      writeFolders(
          session, landing, ChangedFolders.unsettled(landing, heirs, log, planned, result.files()));
      return outcome(result);
    }
  }

  private void writeFolders(SparkSession session, Landing landing, Set<String> unsettled) {
    Map<String, ListedFolder> folders = state.folders();
    boolean isChanged = false;
    for (ListedFolder folder : landing.changed()) {
      isChanged |= !folder.equals(folders.put(folder.path(), folder));
    }
    isChanged |= folders.keySet().removeAll(unsettled);
    if (isChanged) {
      run.writer()
          .overwrite(
              session,
              run.ops().spec(OpsTables.LANDING_FOLDER),
              folders.values().stream().map(Intakes::row).toList());
    }
  }

  private static Row row(ListedFolder folder) {
    return RowFactory.create(
        folder.path(),
        Date.valueOf(folder.deliveryDate()),
        folder.files(),
        folder.digest(),
        folder.reading(),
        folder.modifiedMillis() == null ? null : new Timestamp(folder.modifiedMillis()));
  }

  private IntakeOutcome outcome(IntakeResult result) {
    List<String> refused =
        Stream.concat(
                result.files().stream()
                    .filter(FileOutcome::isFailure)
                    .map(file -> file.file().path() + ": " + file.message()),
                result.findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.UNREADABLE)
                    .map(finding -> finding.path() + ": " + finding.message()))
            .toList();
    return new IntakeOutcome(
        result.files().stream()
            .filter(file -> file.file().status() == ReadOutcome.Status.OK)
            .count(),
        result.files().stream().mapToLong(FileOutcome::rows).sum(),
        result.files().stream().mapToLong(FileOutcome::rejected).sum(),
        refused);
  }

  /**
   * Writes what came.
   *
   * @param touched files of before, of which rows have left bronze
   */
  private void write(SparkSession session, IntakeResult result, List<IngestedFile> touched) {
    new IntakeRejects(run).write(session, result);
    listener.phase("writing " + result.tables().size() + " bronze tables");
    Map<TableId, Long> versions = new ConcurrentHashMap<>();
    Parallel.forEach(
        result.tables(),
        run.warehouse().atOnce(),
        table -> {
          SparkSession own = run.newSession();
          try (LogContext about = run.about("intake", table.table())) {
            long version =
                run.writer()
                    .addFiles(
                        own,
                        table.table(),
                        table.rows(),
                        table.fileIds(),
                        mayHold(own, table) ? dates(own, table, result) : Set.of());
            versions.put(table.table(), version);
          }
        });
    Map<String, Long> repeatedKeys = new VersionOrder(run, listener).check(result);
    Redelivered again = new Redelivered(run, session, result.files());
    List<IngestedFile> files = new ArrayList<>(touched);
    files.addAll(replaced(result, versions));
    result.files().forEach(outcome -> run.intakeLog().add(file(outcome, -1, 0)));
    again.commit(versions);
    for (FileOutcome outcome : result.files()) {
      boolean isIdle =
          outcome.file().status() == ReadOutcome.Status.DUPLICATE
              && !again.isMoving(outcome.file().path());
      TableId bronze = TableId.bronze(outcome.file().source(), outcome.file().entity());
      files.add(
          file(
              outcome,
              isIdle ? -1 : versions.getOrDefault(bronze, -1L),
              repeatedKeys.getOrDefault(outcome.file().path(), 0L)));
    }
    for (IngestedFile file : again.withdrawn()) {
      files.add(file.replaced(versions.getOrDefault(file.bronze(), -1L), runNumber, runId));
    }
    files.forEach(run.intakeLog()::add);
    run.writer()
        .append(
            session,
            run.ops().spec(OpsTables.INGESTED_FILE),
            files.stream().map(IngestedFile::row).toList());
  }

  private IngestedFile file(FileOutcome outcome, long bronzeVersion, long repeatedKeys) {
    return IngestedFile.of(outcome, bronzeVersion, repeatedKeys, runNumber, runId);
  }

  /** Files whose rows left bronze because their path holds other bytes now. */
  private List<IngestedFile> replaced(IntakeResult result, Map<TableId, Long> versions) {
    Set<String> present = new HashSet<>();
    result.files().forEach(file -> present.add(file.file().fileId()));
    List<IngestedFile> replaced = new ArrayList<>();
    for (EntityRows table : result.tables()) {
      for (String fileId : table.fileIds()) {
        if (!present.contains(fileId)) {
          run.intakeLog()
              .byId(fileId)
              .filter(file -> !file.isDuplicate()) // copies are withdrawn one by one
              .ifPresent(
                  file ->
                      replaced.add(file.replaced(versions.get(table.table()), runNumber, runId)));
        }
      }
    }
    return replaced;
  }

  /** Whether rows of these files may lie in bronze: known ones, or those of a run that died. */
  private boolean mayHold(SparkSession session, EntityRows table) {
    IntakeLog log = run.intakeLog();
    long version = run.tables().state(session, table.table()).version();
    return version != log.lastVersion(table.table())
        || table.fileIds().stream().anyMatch(id -> log.byId(id).isPresent());
  }

  /** Delivery dates under which rows of a table's files lie, or will. */
  private Set<LocalDate> dates(SparkSession session, EntityRows table, IntakeResult result) {
    Set<String> ids = new HashSet<>(table.fileIds());
    Set<LocalDate> dates = new TreeSet<>();
    for (FileOutcome file : result.files()) {
      if (ids.contains(file.file().fileId())) {
        dates.add(file.file().deliveryDate());
      }
    }
    Set<String> copied = new HashSet<>();
    Set<String> first = new HashSet<>();
    for (IngestedFile file : run.intakeLog().standing(table.table())) {
      if (ids.contains(file.fileId())) {
        dates.add(file.deliveryDate());
        (file.isDuplicate() ? copied : first).add(file.fileId());
      }
    }
    copied.removeAll(first);
    if (!copied.isEmpty()) {
      dates.addAll(stored(session, table.table(), copied));
    }
    return dates;
  }

  /** Dates of contents whose first file says something else by now: only their rows tell them. */
  private Set<LocalDate> stored(SparkSession session, TableId table, Set<String> fileIds) {
    return run
        .tables()
        .read(session, table, run.tables().state(session, table).version())
        .where(col("_file_id").isin(fileIds.toArray()))
        .select("_delivery_date")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getDate(0).toLocalDate())
        .collect(toSet());
  }
}
