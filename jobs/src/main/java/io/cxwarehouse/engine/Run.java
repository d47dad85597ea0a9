package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.raw.Landing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * A run that has its number: it takes in, computes, and finishes. The publication is written when
 * all else is, so that until then readers keep the set of before; the run's end comes last, so that
 * a run which is said to have ended has published.
 */
public final class Run {
  private final Warehouse warehouse;
  private final RunOptions options;
  private final RunListener listener;
  private final Instant started;
  private final RunState state;
  private final RunContext context;
  private final String id;
  private final long number;
  private final RunRecords records;
  private Forecast forecast;

  private Run(
      Warehouse warehouse,
      RunOptions options,
      RunListener listener,
      Instant started,
      RunState state,
      RunContext context,
      String id,
      long number) {
    this.warehouse = warehouse;
    this.options = options;
    this.listener = listener;
    this.started = started;
    this.state = state;
    this.context = context;
    this.id = id;
    this.number = number;
    this.records = new RunRecords(warehouse, options, started, state, context, id, number);
  }

  /** Gives a run its number and says so, before it writes anything else. */
  public static Run begin(
      Warehouse warehouse,
      RunOptions options,
      RunListener listener,
      Instant started,
      RunState state,
      Lock lock) {
    return begin(warehouse, options, listener, started, state, lock, Optional.empty());
  }

  /** The same of a run that writes a damaged table anew. */
  static Run begin(
      Warehouse warehouse,
      RunOptions options,
      RunListener listener,
      Instant started,
      RunState state,
      Lock lock,
      Optional<Mending> mending) {
    state.requireWhole();
    long number = Math.max(state.nextRunNumber(), Suppression.lastRun(warehouse) + 1);
    String id = options.asOf() + "_" + number;
    TableWriter writer =
        new TableWriter(
            warehouse.tables(), new Commit(warehouse.tables(), id, number, lock::check));
    RunContext context =
        RunContext.of(
            warehouse, options, state, new OpsLog(warehouse.definitions(), id), writer, mending);
    Run run = new Run(warehouse, options, listener, started, state, context, id, number);
    createPrivateFolders(warehouse);
    // Written first, so that a run which dies has its number, and what it wrote its as_of.
    run.records.began();
    listener.began(id);
    if (state.hasUnrecorded()) {
      new Unrecorded(context, state.lastEnded()).takeUp();
    }
    return run;
  }

  private static void createPrivateFolders(Warehouse warehouse) {
    try {
      warehouse.tables().createPrivateFolders(warehouse.spark().sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunContext context() {
    return context;
  }

  /** What earlier runs left. */
  public RunState state() {
    return state;
  }

  /** The date at which all tables but those of an as_of stand. */
  public LocalDate tableAsOf() {
    return context.tableAsOf();
  }

  /** Locks the list of erased persons with the key as it is now. */
  public void relock(Suppression list) {
    list.relocked(context, id);
  }

  /**
   * Adds persons to the list of those who are left out.
   *
   * @param hashes with their kinds
   * @param secret of the list, where there is none yet
   */
  public void suppress(Suppression list, Map<String, String> hashes, String secret) {
    list.add(context, hashes, secret, id);
  }

  /** How numbers changed is not to be kept. */
  public void withoutRestatements() {
    context.ops().withoutRestatements();
  }

  /** A table got another version without other rows: what is made of it stays good. */
  public void moved(TableId table, Tables.State before, Tables.State now) {
    context.ledger().moved(table, before, now);
  }

  public TableWriter writer() {
    return context.writer();
  }

  public String id() {
    return id;
  }

  public long number() {
    return number;
  }

  /**
   * Takes deliveries into bronze.
   *
   * @param erased persons whose rows are left out
   */
  public IntakeOutcome takeIn(Landing landing, Optional<ErasedRows> erased) {
    return new Intakes(context, state, id, number, listener).takeIn(landing, erased);
  }

  /**
   * Says what will be done, and about how long it takes.
   *
   * @param delivered bronze tables that will get rows
   */
  void plan(Set<TableId> chosen, Set<TableId> delivered) {
    List<PlannedStep> steps = Planner.steps(context, chosen, delivered);
    forecast =
        Forecast.of(steps, EarlierRuns.load(warehouse.newSession(), warehouse.tables(), state));
    listener.planned(steps, forecast);
  }

  /** What a table held is lost: written down before it is, so that no later run counts on it. */
  void lost(TableId table) {
    records.lost(table);
  }

  /** Brings the chosen tables up to date. */
  public RunReport compute(Set<TableId> chosen, IntakeOutcome intake) {
    if (forecast == null) {
      plan(chosen, Set.of());
    }
    List<StepResult> steps;
    try (SlowSteps watch = SlowSteps.watch(warehouse.spark().sparkContext(), forecast, listener)) {
      SparkSession session = warehouse.newSession();
      steps =
          StepScheduler.of(context, watch, warehouse.atOnce()).run(chosen).stream()
              .map(step -> GoldProtocol.checked(warehouse.tables(), session, step))
              .toList();
    }
    return RunReport.of(id, options.asOf(), intake, steps, seconds(started));
  }

  /**
   * Writes what the run has to say, and the publication last.
   *
   * @param landing what it took in; empty: it did not look for deliveries
   */
  public void finish(RunReport report, Optional<Landing> landing) {
    listener.phase("writing the run's records");
    records.ended(report, landing, listener);
  }

  static double seconds(Instant since) {
    return (Instant.now().toEpochMilli() - since.toEpochMilli()) / 1e3;
  }
}
