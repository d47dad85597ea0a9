package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.raw.Landing;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
  }

  /** Gives a run its number and says so, before it writes anything else. */
  public static Run begin(
      Warehouse warehouse,
      RunOptions options,
      RunListener listener,
      Instant started,
      RunState state,
      Lock lock) {
    state.requireWhole();
    long number = state.nextRunNumber();
    String id = options.asOf() + "_" + number;
    TableWriter writer =
        new TableWriter(
            warehouse.tables(), new Commit(warehouse.tables(), id, number, lock::check));
    RunContext context =
        RunContext.of(warehouse, options, state, new OpsLog(warehouse.definitions(), id), writer);
    Run run = new Run(warehouse, options, listener, started, state, context, id, number);
    // Written first, so that a run which dies has its number, and what it wrote its as_of.
    run.writeRuns(run.row(null, Optional.empty()));
    if (state.hasUnrecorded()) {
      new Unrecorded(context, state.lastEnded()).takeUp();
    }
    return run;
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

  /** Brings the chosen tables up to date. */
  public RunReport compute(Set<TableId> chosen, IntakeOutcome intake) {
    SparkSession planning = warehouse.newSession();
    listener.planned(
        warehouse.graph().nodes().stream()
            .filter(node -> chosen.contains(node.id()))
            .map(
                node -> {
                  Decision decision = context.decide(planning, node);
                  return new PlannedStep(
                      node.id(),
                      decision.how(),
                      decision.reasons(),
                      warehouse.graph().inputsOf(node.id()));
                })
            .toList());
    List<StepResult> steps =
        StepScheduler.of(context, listener, warehouse.atOnce()).run(chosen).stream()
            .map(step -> GoldProtocol.checked(warehouse.tables(), planning, step))
            .toList();
    return RunReport.of(id, options.asOf(), intake, steps, seconds(started));
  }

  /**
   * Writes what the run has to say, and the publication last.
   *
   * @param landing what it took in; empty: it did not look for deliveries
   */
  public void finish(RunReport report, Optional<Landing> landing) {
    listener.phase("writing the run's records");
    OpsLog ops = context.ops();
    SparkSession session = warehouse.newSession();
    RejectedRecords rejected = context.rejected();
    if (rejected.hasDiff()) {
      TableSpec spec = ops.spec(OpsTables.REJECTED_RECORD);
      if (warehouse.tables().state(session, spec.id()).exists()) {
        writer().apply(session, spec, rejected.diff(session));
      } else {
        writer().append(session, spec, rejected.diff(session));
      }
      rejected.forget();
    }
    report.steps().forEach(ops::step);
    for (TableId table :
        List.of(OpsTables.STEP_RUN, OpsTables.CHECK_RESULT, OpsTables.RESTATEMENT)) {
      append(session, table);
    }
    // After what it makes a rerun skip, and before the end, which says that all is written.
    overwrite(session, OpsTables.LEDGER, context.ledger().rows());
    publish(session, report);
    writeRuns(row(report, landing));
  }

  private void publish(SparkSession session, RunReport report) {
    Map<TableId, Long> before = Publications.load(session, warehouse.tables()).versions();
    PublishableSet publishable =
        PublishableSet.of(context, session, notGood(session, report), before);
    publishable
        .reason()
        .ifPresent(
            reason ->
                listener.notice(
                    "Nothing new is published; readers keep the set of before, since " + reason));
    if (publishable.versions().equals(before)) {
      return;
    }
    publishable
        .versions()
        .forEach(
            (table, version) ->
                context
                    .ops()
                    .add(
                        OpsTables.PUBLICATION,
                        RowFactory.create(id, number, table.toString(), version)));
    append(session, OpsTables.PUBLICATION);
  }

  /** Tables that did not end well when they were computed last, by this run or an earlier one. */
  private Set<TableId> notGood(SparkSession session, RunReport report) {
    Set<TableId> bad = new TreeSet<>();
    if (!options.only().isEmpty()) {
      long version = warehouse.tables().state(session, OpsTables.STEP_RUN).version();
      bad.addAll(
          OpsLog.notGood(
              warehouse.tables().read(session, OpsTables.STEP_RUN, version), state.undone()));
    }
    report.steps().stream().filter(step -> !step.isGood()).forEach(step -> bad.add(step.table()));
    bad.retainAll(warehouse.graph().nodes().stream().map(Graph.Node::id).toList());
    return bad;
  }

  /** One row per run; the table is small, so that it is written whole. */
  private void writeRuns(Row own) {
    List<Row> runs = new ArrayList<>(state.runs());
    runs.add(own);
    overwrite(warehouse.newSession(), OpsTables.RUN, runs);
  }

  /** A run that has begun; with a report, one that has ended. */
  private Row row(RunReport report, Optional<Landing> landing) {
    RunRow row =
        new RunRow(context.ops().spec(OpsTables.RUN), id, number, started)
            .with("as_of", Date.valueOf(options.asOf()))
            .with("table_as_of", Date.valueOf(context.tableAsOf()));
    if (report != null) {
      row.ended(Instant.now(), report.exitCode().code())
          .with("definition_digest", warehouse.definitionDigest(context.fingerprints()))
          .with("files", report.files())
          .with("rows_in", report.rowsIn())
          .with("rows_rejected", report.rejectedRows());
      if (options.only().isEmpty()) {
        row.with("landing_digest", landing.map(Landing::digest).orElse(null));
      }
    }
    return row.row();
  }

  private void overwrite(SparkSession session, TableId table, List<Row> rows) {
    writer().overwrite(session, context.ops().spec(table), rows);
  }

  private void append(SparkSession session, TableId table) {
    List<Row> rows = List.copyOf(context.ops().rows(table));
    if (!rows.isEmpty()) {
      writer().append(session, context.ops().spec(table), rows);
    }
  }

  static double seconds(Instant since) {
    return (Instant.now().toEpochMilli() - since.toEpochMilli()) / 1e3;
  }
}
