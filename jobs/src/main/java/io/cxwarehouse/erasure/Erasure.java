package io.cxwarehouse.erasure;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.IntakeOutcome;
import io.cxwarehouse.engine.Lock;
import io.cxwarehouse.engine.Parallel;
import io.cxwarehouse.engine.Run;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.RunState;
import io.cxwarehouse.engine.Suppression;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.LockedSecret;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.raw.LandingRewritten;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Erases persons from every layer, and all older versions with them. The list of whom comes first:
 * from then on each phase asks the list and what lies in the tables, not the request, so that the
 * same command again completes what was interrupted anywhere.
 */
public final class Erasure {
  /** What is done with landing files. */
  private enum Landing {
    READ("reading their landing files"),
    REWRITE("rewriting their landing files");

    private final String phase;

    Landing(String phase) {
      this.phase = phase;
    }
  }

  private final Warehouse warehouse;
  private final ErasureOptions options;
  private final RunListener listener;
  private final ErasureLog log;
  private final SparkSession session;
  private final Instant started = Instant.now();

  public Erasure(Warehouse warehouse, ErasureOptions options, RunListener listener) {
    this.warehouse = warehouse;
    this.options = options;
    this.listener = listener;
    this.session = warehouse.newSession();
    this.log = new ErasureLog(warehouse, session);
  }

  public ErasureReport run(List<ErasureRequest> requests) {
    // A definition that cannot be used is told before anything is touched.
    warehouse.graph();
    try (Lock lock = warehouse.lock("erase", listener)) {
      RunState state = warehouse.state();
      Suppression list = Suppression.load(warehouse);
      String secret = LockedSecret.create();
      ErasedKeys keys = list.keys().orElseGet(() -> new ErasedKeys(secret, Set.of()));
      listener.phase("looking up who is meant by " + requests.size() + " requests");
      Map<String, String> hashes = new ErasureTargets(warehouse, session, keys).of(requests);
      listener.phase("looking for their rows in bronze");
      BronzeErasure bronze =
          new BronzeErasure(
              warehouse,
              session,
              state.intakeLog(),
              ErasedRows.of(warehouse.settings(), keys.with(hashes.keySet())));
      bronze.find();
      boolean isNew = !keys.hashes().containsAll(hashes.keySet()) || bronze.hasFound();
      List<LandingRewritten> files = landing(state, bronze, Landing.READ);
      isNew |= files.stream().anyMatch(LandingRewritten::isPossible);
      if (options.isTrial() || (!isNew && log.pending().isEmpty()) || state.standing().isEmpty()) {
        return report(
            null,
            ExitCode.OK,
            bronze,
            listed(state, "found", bronze.found(), Set.of()),
            listed(state, "mentioned", bronze.mentions(), Set.of()),
            files,
            !isNew);
      }
      bronze.binding().forEach(hash -> hashes.putIfAbsent(hash, "record"));
      return erase(lock, requests, state, list, hashes, secret, bronze);
    }
  }

  private ErasureReport erase(
      Lock lock,
      List<ErasureRequest> requests,
      RunState state,
      Suppression list,
      Map<String, String> hashes,
      String secret,
      BronzeErasure bronze) {
    LocalDate asOf = state.tableAsOf(LocalDate.MIN);
    RunOptions all = RunOptions.of(asOf).refreshed().by("erase");
    Run run = Run.begin(warehouse, all, listener, started, state, lock);
    // How published numbers changed would tell what the person contributed to them.
    run.withoutRestatements();
    run.relock(list);
    run.suppress(list, hashes, secret);
    log.begun(run, requests, bronze);
    Set<String> unfinished = log.pending();

    listener.phase("deleting from " + bronze.tables().size() + " bronze tables");
    bronze.delete(run.writer());
    new FormerDates(warehouse, session, bronze.rows().keys()).forget(run.writer());
    List<LandingRewritten> files = landing(state, bronze, Landing.REWRITE);
    IntakeOutcome intake =
        files.stream().anyMatch(LandingRewritten::isPossible)
            ? new LandingErasure(warehouse, state.intakeLog()).reread(run, files, bronze.rows())
            : new IntakeOutcome(0, 0, 0, List.of());

    Set<TableId> existing = new TreeSet<>();
    for (Graph.Node node : warehouse.graph().nodes()) {
      if (warehouse.tables().state(session, node.id()).exists()) {
        existing.add(node.id());
      }
    }
    RunReport report = run.compute(existing, intake);
    boolean isDone = report.exitCode() == ExitCode.OK;
    Purge purge = new Purge(warehouse.tables(), run.writer());
    if (isDone) {
      listener.phase("removing older versions");
      Parallel.forEach(
          Purge.all(session, warehouse.tables()), warehouse.atOnce(), t -> seal(run, purge, t));
    }
    run.finish(report, Optional.empty());
    if (isDone) {
      completed(run, purge, unfinished);
    }
    return report(
        run.id(),
        report.exitCode(),
        bronze,
        listed(warehouse.state(), "found", bronze.found(), unfinished),
        listed(warehouse.state(), "mentioned", bronze.mentions(), unfinished),
        files,
        isDone);
  }

  private void seal(Run run, Purge purge, TableId table) {
    SparkSession own = warehouse.newSession();
    Tables.State before = warehouse.tables().state(own, table);
    Tables.State now = purge.seal(own, table);
    run.moved(table, before, now);
  }

  // ---------------------------------------------------------------- ops.erasure

  private void completed(Run run, Purge purge, Set<String> unfinished) {
    Map<TableId, Long> versions = new ConcurrentHashMap<>();
    Parallel.forEach(
        Purge.all(session, warehouse.tables()),
        warehouse.atOnce(),
        table -> versions.put(table, purge.purge(warehouse.newSession(), table)));
    Purge.removeAside(session, warehouse.tables());
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(versions)
        .forEach(
            (table, version) ->
                rows.add(
                    ErasureLog.row(run, "completed", null, table.toString(), null, null, version)));
    for (String erasure : unfinished) {
      if (!erasure.equals(run.id())) {
        rows.add(
            RowFactory.create(erasure, run.number(), "completed", null, null, null, null, null));
      }
    }
    log.append(run, rows);
  }

  // ---------------------------------------------------------------- report

  /** Landing files that hold the rows, other copies of them included. */
  private Map<String, Long> listed(
      RunState state, String event, List<BronzeErasure.Found> now, Set<String> erasures) {
    Map<String, Long> rows = log.files(event, now, erasures);
    return new LandingErasure(warehouse, state.intakeLog()).holding(rows);
  }

  /** Takes the rows of all erased persons out of landing files, where that is asked for. */
  private List<LandingRewritten> landing(RunState state, BronzeErasure bronze, Landing what) {
    if (!options.rewritesLanding()) {
      return List.of();
    }
    listener.phase(what.phase);
    LandingErasure landing = new LandingErasure(warehouse, state.intakeLog());
    Map<String, Long> rows = log.files("found", bronze.found(), log.all());
    return what == Landing.READ
        ? landing.find(rows, bronze.rows())
        : landing.rewrite(rows, bronze.rows());
  }

  private ErasureReport report(
      String id,
      ExitCode code,
      BronzeErasure bronze,
      Map<String, Long> landing,
      Map<String, Long> mentioning,
      List<LandingRewritten> rewritten,
      boolean isDone) {
    SortedMap<String, Long> deleted = new TreeMap<>();
    bronze.found().forEach(f -> deleted.merge(f.table().toString(), f.rows(), Long::sum));
    SortedMap<String, Long> redacted = new TreeMap<>();
    bronze.mentions().forEach(f -> redacted.merge(f.table().toString(), f.rows(), Long::sum));
    return new ErasureReport(
        id,
        code,
        deleted,
        redacted,
        landing,
        mentioning,
        rewritten,
        isDone,
        (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3);
  }
}
