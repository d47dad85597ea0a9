package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Selection;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * One run: lock, landing folder, bronze, steps, and what is said about them in {@code ops}. The
 * publication is written when all else is, so that until then readers keep the set of before; the
 * run's end comes last, so that a run which is said to have ended has published.
 */
final class Night {
  private final Engine engine;
  private final RunOptions options;
  private final RunListener listener;
  private final Instant started = Instant.now();

  Night(Engine engine, RunOptions options, RunListener listener) {
    this.engine = engine;
    this.options = options;
    this.listener = listener;
  }

  RunReport run() {
    SparkSession spark = engine.spark();
    String root = engine.tables().root();
    try (Lock lock =
        Lock.take(
            root,
            "run --date " + options.asOf(),
            spark.sessionState().newHadoopConf(),
            listener,
            spark.sparkContext()::cancelAllJobs)) {
      RunState state = engine.state();
      requireWhole(state);
      Landing landing = Intakes.scan(engine, options.asOf());
      landing
          .findings()
          .forEach(finding -> listener.notice(finding.path() + ": " + finding.message()));
      Optional<RunReport> nothing = nothingNew(state, landing);
      if (nothing.isPresent()) {
        return nothing.get();
      }
      requirePlausibleDate(state, landing);
      requireDeliveries(landing);
      Suppression suppression = Suppression.load(engine);
      Begun run = begin(state, lock);
      suppression.relocked(engine, run);
      IntakeOutcome intake =
          new Intakes(engine, run, listener).takeIn(landing, suppression.rows(engine));
      RunReport report = compute(run, Selection.of(options.only(), engine.graph()), intake);
      write(run, report, Optional.of(landing));
      return report;
    }
  }

  /** A run that has its number. */
  record Begun(RunState state, RunContext context, String runId, long number) {
    TableWriter writer() {
      return context.writer();
    }
  }

  private static void requireWhole(RunState state) {
    state
        .halfTakenBack()
        .ifPresent(
            run -> {
              throw new CxwException(
                  ExitCode.FAILURE,
                  "A run is half taken back.",
                  "cxw rollback of " + run.getAs("run_id") + " did not come to its end",
                  "Run `cxw rollback` again; it completes it.");
            });
  }

  /** The run of before, where the same files, as_of and definitions would only repeat it. */
  private Optional<RunReport> nothingNew(RunState state, Landing landing) {
    if (options.fullRefresh() || !options.only().isEmpty()) {
      return Optional.empty();
    }
    return state
        .last()
        .filter(
            last ->
                last.getAs("exit_code") != null
                    && last.<Date>getAs("as_of").toLocalDate().equals(options.asOf())
                    && landing.digest().equals(last.getAs("landing_digest"))
                    && engine
                        .definitionDigest(state.tableAsOf(options.asOf()))
                        .equals(last.getAs("definition_digest"))
                    && last.<Integer>getAs("exit_code") == ExitCode.OK.code())
        .map(
            last ->
                new RunReport(
                    last.getAs("run_id"),
                    options.asOf(),
                    ExitCode.OK,
                    true,
                    0,
                    0,
                    0,
                    state.intakeLog().refused(),
                    List.of(),
                    seconds()));
  }

  /** Tables cannot go back to an earlier date by themselves: a slip would stay for good. */
  private void requirePlausibleDate(RunState state, Landing landing) {
    int ahead = engine.settings().warehouse().maxDaysAhead();
    Optional<LocalDate> newest =
        Stream.concat(
                landing.files().stream().map(LandingFile::deliveryDate),
                state.intakeLog().files().stream().map(IntakeLog.File::deliveryDate))
            .max(Comparator.naturalOrder());
    if (options.isForced()
        || newest.isEmpty()
        || !options.asOf().isAfter(newest.get().plusDays(ahead))) {
      return;
    }
    throw new CxwException(
        ExitCode.USAGE,
        options.asOf() + " is too long after the newest delivery to be run.",
        "the newest delivery is of "
            + newest.get()
            + ", and warehouse.max-days-ahead is "
            + ahead
            + "; the date is mistyped, this computer's clock is wrong, or nothing was delivered",
        "Correct the date; or run it with --force. All tables then stand at it until"
            + " `cxw rollback` takes the run back.");
  }

  private void requireDeliveries(Landing landing) {
    if (landing.missing().isEmpty()) {
      return;
    }
    throw new CxwException(
        ExitCode.MISSING_DELIVERY,
        "A required delivery is missing for " + options.asOf() + ".",
        landing.missing().stream()
            .map(
                missing ->
                    missing.source()
                        + ": newest delivery "
                        + (missing.newest() == null ? "none" : missing.newest())
                        + ", needed "
                        + missing.needed()
                        + " or later")
            .collect(Collectors.joining("; ")),
        "Deliver it below "
            + engine.settings().landing().root()
            + " and run the same command again; nothing was taken in.");
  }

  /** Gives the run its number and says so, before it writes anything else. */
  Begun begin(RunState state, Lock lock) {
    requireWhole(state);
    long number = state.nextRunNumber();
    String runId = options.asOf() + "_" + number;
    Commit commit = new Commit(engine.tables(), runId, number, lock::check);
    TableWriter writer = new TableWriter(engine.tables(), commit);
    OpsLog ops = new OpsLog(engine.definitions(), runId);
    RunContext context = engine.context(options, state, ops, writer);
    // Written first, so that a run which dies has its number, and what it wrote its as_of.
    List<Row> begun = new ArrayList<>(state.runs());
    begun.add(runRow(context, number, null, Optional.empty()));
    writeRuns(context, begun);
    if (state.runs().stream().anyMatch(row -> RunState.number(row) > state.lastEnded())) {
      new Unrecorded(context, state.lastEnded()).takeUp();
    }
    return new Begun(state, context, runId, number);
  }

  /** Brings the chosen tables up to date. */
  RunReport compute(Begun run, Set<TableId> chosen, IntakeOutcome intake) {
    RunContext context = run.context();
    SparkSession planning = context.newSession();
    listener.planned(
        engine.graph().nodes().stream()
            .filter(node -> chosen.contains(node.id()))
            .map(
                node -> {
                  Decision decision = context.decide(planning, node);
                  return new PlannedStep(
                      node.id(),
                      decision.how(),
                      decision.reasons(),
                      engine.graph().inputsOf(node.id()));
                })
            .toList());
    List<StepResult> steps =
        new StepScheduler(context, listener, context.atOnce())
            .run(chosen).stream()
                .map(step -> GoldProtocol.checked(engine.tables(), planning, step))
                .toList();
    return new RunReport(
        run.runId(),
        options.asOf(),
        exitCode(steps, intake),
        false,
        intake.files(),
        intake.rows(),
        intake.rejected() + steps.stream().mapToLong(StepResult::rejected).sum(),
        intake.refused(),
        steps,
        seconds());
  }

  private static ExitCode exitCode(List<StepResult> steps, IntakeOutcome intake) {
    if (steps.stream().anyMatch(step -> step.status() == StepResult.Status.FAILED)) {
      return ExitCode.FAILURE;
    }
    boolean isRefused =
        !intake.refused().isEmpty()
            || steps.stream().anyMatch(s -> s.status() == StepResult.Status.CHECK_FAILED);
    return isRefused ? ExitCode.REFUSED : ExitCode.OK;
  }

  /** Writes what the run has to say, and the publication last. */
  void write(Begun run, RunReport report, Optional<Landing> landing) {
    listener.phase("writing the run's records");
    RunContext context = run.context();
    TableWriter writer = run.writer();
    OpsLog ops = context.ops();
    SparkSession session = context.newSession();
    if (ops.hasRejectedDiff()) {
      if (engine.tables().state(session, OpsLog.REJECTED_RECORD).exists()) {
        writer.apply(session, ops.spec(OpsLog.REJECTED_RECORD), ops.rejectedDiff(session));
      } else {
        writer.append(session, ops.spec(OpsLog.REJECTED_RECORD), ops.rejectedDiff(session));
      }
      ops.forgetRejected();
    }
    report.steps().forEach(ops::step);
    for (TableId table : List.of(OpsLog.STEP_RUN, OpsLog.CHECK_RESULT, OpsLog.RESTATEMENT)) {
      append(session, writer, ops, table);
    }
    // After what it makes a rerun skip, and before the end, which says that all is written.
    writer.overwrite(
        session,
        ops.spec(OpsLog.LEDGER),
        session.createDataFrame(context.ledger().rows(), ops.spec(OpsLog.LEDGER).schema()),
        false);
    publish(run, session, report);
    List<Row> runs = new ArrayList<>(run.state().runs());
    runs.add(runRow(context, run.number(), report, landing));
    writeRuns(context, runs);
  }

  private void publish(Begun run, SparkSession session, RunReport report) {
    OpsLog ops = run.context().ops();
    Publication publication =
        Publication.of(
            run.context(),
            session,
            notGood(run, session, report),
            Publication.latest(session, engine.tables()));
    publication
        .reason()
        .ifPresent(
            reason ->
                listener.notice(
                    "Nothing new is published; readers keep the set of before, since " + reason));
    publication
        .versions()
        .forEach(
            (table, version) ->
                ops.add(
                    OpsLog.PUBLICATION,
                    RowFactory.create(report.runId(), run.number(), table.toString(), version)));
    append(session, run.writer(), ops, OpsLog.PUBLICATION);
  }

  /** Tables that did not end well when they were computed last, by this run or an earlier one. */
  private Set<TableId> notGood(Begun run, SparkSession session, RunReport report) {
    Set<TableId> bad = new TreeSet<>();
    if (!options.only().isEmpty()) {
      long version = engine.tables().state(session, OpsLog.STEP_RUN).version();
      bad.addAll(
          OpsLog.notGood(
              engine.tables().read(session, OpsLog.STEP_RUN, version), run.state().undone()));
    }
    report.steps().stream().filter(step -> !step.isGood()).forEach(step -> bad.add(step.table()));
    bad.retainAll(engine.graph().nodes().stream().map(Graph.Node::id).toList());
    return bad;
  }

  /** One row per run; the table is small, so that it is written whole. */
  private static void writeRuns(RunContext context, List<Row> runs) {
    SparkSession session = context.newSession();
    TableSpec spec = context.ops().spec(OpsLog.RUN);
    context.writer().overwrite(session, spec, session.createDataFrame(runs, spec.schema()), false);
  }

  /** A run that has begun; with a report, one that has ended. */
  private Row runRow(RunContext context, long number, RunReport report, Optional<Landing> landing) {
    boolean isWhole = options.only().isEmpty();
    return RowFactory.create(
        options.asOf() + "_" + number,
        number,
        Date.valueOf(options.asOf()),
        Date.valueOf(context.tableAsOf()),
        Timestamp.from(started),
        report == null ? null : Timestamp.from(Instant.now()),
        report == null ? null : (Integer) report.exitCode().code(),
        report == null || !isWhole ? null : landing.map(Landing::digest).orElse(null),
        report == null ? null : engine.definitionDigest(context.fingerprints()),
        report == null ? null : (Long) report.files(),
        report == null ? null : (Long) report.rowsIn(),
        report == null ? null : (Long) report.rejectedRows(),
        host(),
        null);
  }

  private static void append(SparkSession session, TableWriter writer, OpsLog ops, TableId table) {
    List<Row> rows = new ArrayList<>(ops.rows(table));
    if (!rows.isEmpty()) {
      writer.append(
          session, ops.spec(table), session.createDataFrame(rows, ops.spec(table).schema()));
    }
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private double seconds() {
    return (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3;
  }
}
