package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.CommitLog;
import io.cxwarehouse.delta.OldVersion;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Takes runs back: tables, ledger, files taken in and rejected rows become what they were before.
 * Each table gets a new version with the rows of an old one; what {@code ops} tells of the runs
 * stays, and the runs are marked. Killed on the way, the same command completes it; until then no
 * other run starts.
 */
final class Rollback {
  /** What a run leaves in {@code ops} that decides what later runs do. */
  private static final Set<TableId> STATE =
      Set.of(OpsTables.INGESTED_FILE, OpsTables.LANDING_FOLDER, OpsTables.REJECTED_RECORD);

  private final Warehouse warehouse;
  private final Tables tables;
  private final RunListener listener;
  private final SparkSession session;
  private final CommitLog log;
  private final Instant started = Instant.now();

  Rollback(Warehouse warehouse, RunListener listener) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
    this.listener = listener;
    this.session = warehouse.newSession();
    this.log = new CommitLog(tables, session.sessionState().newHadoopConf());
  }

  /**
   * Takes a run back, and all that came after it.
   *
   * @param runId the run; empty: the last one
   */
  RollbackReport run(Optional<String> runId, boolean isTrial) {
    try (Lock lock = warehouse.lock("rollback", listener)) {
      RunState state = warehouse.state();
      Row first = first(state, runId);
      long from = RunState.number(first);
      requireNoErasure(from);
      List<Row> undone = state.runs().stream().filter(row -> RunState.number(row) >= from).toList();
      SortedMap<TableId, Optional<Long>> versions = versions(from);
      Optional<LocalDate> asOf =
          state.standing().stream()
              .filter(row -> RunState.number(row) < from)
              .map(row -> row.<Date>getAs("as_of").toLocalDate())
              .max(Comparator.naturalOrder());
      if (!isTrial) {
        takeBack(lock, state, first, from, versions);
      }
      return new RollbackReport(
          undone.stream().map(row -> row.<String>getAs("run_id")).sorted().toList(),
          versions,
          asOf);
    }
  }

  private static Row first(RunState state, Optional<String> runId) {
    Optional<Row> first =
        runId.isEmpty()
            ? state.halfTakenBack().or(state::last)
            : state.runs().stream().filter(r -> r.getAs("run_id").equals(runId.get())).findFirst();
    Optional<Row> half = state.halfTakenBack();
    if (first.isPresent()
        && first.get().getAs("undone_by") != null
        && (half.isEmpty() || RunState.number(half.get()) < RunState.number(first.get()))) {
      throw new CxwException(
          ExitCode.USAGE,
          "The run " + first.get().getAs("run_id") + " does not stand.",
          "it was taken back by " + first.get().getAs("undone_by"),
          "To have it again, run its date again.");
    }
    return first.orElseThrow(
        () ->
            new CxwException(
                ExitCode.USAGE,
                "There is no run to take back.",
                runId.map(id -> "no run has the id " + id).orElse("no run is left"),
                "`cxw status` lists the last runs."));
  }

  private void requireNoErasure(long from) {
    boolean isErased =
        tables.rows(session, OpsTables.ERASURE).stream()
            .anyMatch(row -> row.<Long>getAs("run_number") >= from);
    if (isErased) {
      throw impossible("persons were erased since, and with them all older versions of all tables");
    }
  }

  private static CxwException impossible(String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "The run cannot be taken back; nothing was changed.",
        cause,
        "Build the warehouse anew: remove its folder and run the latest date (docs/operations.md).");
  }

  private SortedMap<TableId, Optional<Long>> versions(long from) {
    Map<TableId, Optional<Long>> versions = new ConcurrentHashMap<>();
    listener.phase("looking up what stood before");
    for (TableId table : Purge.all(session, tables)) {
      if (table.layer() != Layer.OPS || STATE.contains(table)) {
        long now = tables.state(session, table).version();
        Optional<Long> before = before(table, now, from);
        if (before.isEmpty() || before.get() < now) {
          versions.put(table, readable(table, before));
        }
      }
    }
    return new TreeMap<>(versions);
  }

  /** The last version that was written before a run; empty: that run made the table. */
  private Optional<Long> before(TableId table, long now, long from) {
    long version =
        log.before(table, now, from)
            .orElseThrow(
                () ->
                    gone(table, "its log does not reach back so far, or another program made it"));
    return version < 0 ? Optional.empty() : Optional.of(version);
  }

  /** Data files of the version must still be there; a mere shortcut is dropped without them. */
  private Optional<Long> readable(TableId table, Optional<Long> version) {
    Optional<String> fault = version.flatMap(v -> OldVersion.fault(session, tables, table, v));
    if (fault.isEmpty()) {
      return version;
    }
    if (!table.equals(OpsTables.LANDING_FOLDER)) {
      throw gone(table, "version " + version.orElseThrow() + ": " + fault.get());
    }
    return Optional.empty();
  }

  private static CxwException gone(TableId table, String why) {
    return impossible(table + " cannot be brought back: " + why);
  }

  private void takeBack(
      Lock lock,
      RunState state,
      Row first,
      long from,
      SortedMap<TableId, Optional<Long>> versions) {
    long number = state.nextRunNumber();
    String runId = RunState.ROLLBACK + number;
    TableWriter writer = new TableWriter(tables, new Commit(tables, runId, number, lock::check));
    // First, so that no run starts on half of it.
    RunRow itself = row(first, runId);
    writeRuns(writer, state, from, runId, itself);
    Ledger ledger = ledgerBefore(from);
    SortedMap<TableId, Long> now = new TreeMap<>();
    listener.phase("taking back " + versions.size() + " tables");
    Parallel.forEach(
        versions.entrySet(),
        warehouse.atOnce(),
        table -> {
          SparkSession own = warehouse.newSession();
          if (table.getValue().isEmpty()) {
            writer.drop(session, table.getKey());
            return;
          }
          Tables.State before =
              new Tables.State(tables.state(own, table.getKey()).tableId(), table.getValue().get());
          writer.restore(own, table.getKey(), before.version());
          Tables.State after = tables.state(own, table.getKey());
          synchronized (now) {
            ledger.moved(table.getKey(), before, after);
            now.put(table.getKey(), after.version());
          }
        });
    writer.overwrite(session, spec(OpsTables.LEDGER), ledger.rows());
    publish(writer, state, from, runId, number, versions, now);
    writeRuns(writer, state, from, runId, itself.ended(Instant.now(), ExitCode.OK.code()));
  }

  private Ledger ledgerBefore(long from) {
    long now = tables.state(session, OpsTables.LEDGER).version();
    return now < 0
        ? new Ledger()
        : before(OpsTables.LEDGER, now, from)
            .map(version -> tables.read(session, OpsTables.LEDGER, version).collectAsList())
            .map(Ledger::of)
            .orElseGet(Ledger::new);
  }

  /** The publication that stood before; where there was none, the marked runs' do not count. */
  private void publish(
      TableWriter writer,
      RunState state,
      long from,
      String runId,
      long number,
      SortedMap<TableId, Optional<Long>> versions,
      SortedMap<TableId, Long> now) {
    List<Row> earlier =
        tables.rows(session, OpsTables.PUBLICATION).stream()
            .filter(row -> RunState.number(row) < from)
            .toList();
    SortedMap<TableId, Long> shown =
        new TreeMap<>(Publications.of(earlier, state.runs()).versions());
    shown.replaceAll(
        (table, version) ->
            Optional.of(version).equals(versions.get(table)) ? now.get(table) : version);
    if (!shown.isEmpty()) {
      writer.append(session, spec(OpsTables.PUBLICATION), Publications.rows(runId, number, shown));
    }
  }

  /** The rollback's own row. It takes itself back, too: no run goes on from it. */
  private RunRow row(Row first, String runId) {
    return new RunRow(
            spec(OpsTables.RUN),
            runId,
            Long.parseLong(runId.substring(runId.indexOf('_') + 1)),
            started)
        .with("as_of", first.<Date>getAs("as_of"))
        .with("table_as_of", first.<Date>getAs("table_as_of"))
        .with("undone_by", runId)
        .with("command", "rollback");
  }

  /** All runs with the rollback's own, and who took them back. */
  private void writeRuns(TableWriter writer, RunState state, long from, String runId, RunRow own) {
    List<Row> rows = new ArrayList<>();
    for (Row row : state.runs()) {
      Object[] values = new Object[row.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      if (RunState.number(row) >= from) {
        values[row.fieldIndex("undone_by")] = runId;
      }
      rows.add(RowFactory.create(values));
    }
    rows.add(own.row());
    writer.overwrite(session, spec(OpsTables.RUN), rows);
  }

  private TableSpec spec(TableId table) {
    return warehouse.definitions().table(table).spec();
  }
}
