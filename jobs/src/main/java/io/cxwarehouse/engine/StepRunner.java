package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Layout;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.SqlStep;
import io.cxwarehouse.graph.StepInputs;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Brings one table up to date: affected values, recomputation, diff, checks, commit, ledger. */
final class StepRunner {
  private final RunContext run;
  private final Graph.Node node;
  private final TableDefinition definition;
  private final TableSpec spec;
  private final SparkSession session;

  private StepRunner(RunContext run, Graph.Node node) {
    this.run = run;
    this.node = node;
    this.definition = node.definition();
    this.spec = definition.spec();
    this.session = run.newSession();
  }

  static StepResult run(RunContext run, Graph.Node node) {
    return new StepRunner(run, node).run();
  }

  private StepResult run() {
    StepTimer timer = new StepTimer(node.id());
    Decision decision = run.decide(session, node);
    if (decision.how() == How.SKIP) {
      return timer.unchanged(How.SKIP, decision.reasons(), 0);
    }
    boolean hasFewInputs = run.fit(session, node, decision.inputs());
    Snapshot inputs = run.snapshot(session, node, decision.inputs());
    Optional<Affected> affected = Optional.empty();
    try {
      if (decision.how() == How.KEYS || decision.how() == How.PARTITIONS) {
        affected = new AffectedRows(run, session, node, decision, inputs).find(existing());
        if (affected.isPresent() && affected.get().count() == 0) {
          return asItWas(timer, decision, inputs);
        }
      }
      How how = affected.isPresent() || decision.how() == How.FIRST ? decision.how() : How.FULL;
      if (how == How.FULL && (run.mending(node.id()).isPresent() || isReshaped())) {
        how = How.FIRST;
      }
      boolean isFew = hasFewInputs || run.changesFew(session, node, how, affected);
      return compute(timer, new Task(decision, how, inputs, affected, isFew));
    } finally {
      affected.ifPresent(Affected::close);
    }
  }

  /** Nothing is affected: the table stays, if it still agrees with what it is made of. */
  private StepResult asItWas(StepTimer timer, Decision decision, Snapshot inputs) {
    List<CheckResult> checks = reconciled(decision.how(), decision, inputs);
    run.ops().checks(node.id(), checks);
    if (checks.stream().anyMatch(CheckResult::isFailure)) {
      return timer.checkFailed(decision.how(), decision.reasons(), checks, 0);
    }
    remember(decision);
    return timer.unchanged(decision.how(), decision.reasons(), 0);
  }

  /** A table that gets no rows at first is compared with its inputs, too. */
  private List<CheckResult> reconciled(How how, Decision decision, Snapshot inputs) {
    if (how != How.FIRST && decision.changed().isEmpty()) {
      return List.of();
    }
    Dataset<Row> rows =
        how == How.FIRST ? session.createDataFrame(List.of(), spec.schema()) : existing();
    return new Checks(definition, inputs).reconcile(rows);
  }

  /** What is brought up to date, how far, and from what. */
  private record Task(
      Decision decision, How how, Snapshot whole, Optional<Affected> affected, boolean isFew) {}

  private StepResult compute(StepTimer timer, Task task) {
    StepInputs inputs =
        task.affected()
            .<StepInputs>map(a -> task.whole().narrowed(a, spec.narrow()))
            .orElse(task.whole());
    boolean hasDates = spec.asOfColumn().isPresent() && task.affected().isEmpty();
    try (Computed computed =
            hasDates
                ? Computed.readTwice(node, inputs, task.isFew())
                : Computed.readOnce(node, inputs, task.isFew());
        Change change = change(task, inputs, computed)) {
      long repeated = change.stats().repeatedKeys();
      if (repeated == 0 || !computed.canReject(repeated)) {
        return checked(timer, task, computed, change, 0);
      }
      Computed unique = computed.rejecting(DiffStats.repeatedKeys(spec, change.diff()));
      try (Change without = change(task, inputs, unique)) {
        return checked(timer, task, unique, without, repeated);
      }
    }
  }

  /**
   * Commits a change that passes the checks.
   *
   * @param rejectedKeys keys of which no row is taken, since several have it
   */
  private StepResult checked(
      StepTimer timer, Task task, Computed computed, Change change, long rejectedKeys) {
    Decision decision = task.decision();
    How how = task.how();
    long rejected =
        computed
            .rejects()
            .map(rows -> run.rejected().of(session, node.id(), task.affected(), rows))
            .orElse(0L);
    List<CheckResult> checks =
        change.isNone() && rejectedKeys == 0
            ? reconciled(how, decision, task.whole())
            : new Checks(definition, task.whole())
                .run(change, rejectedKeys, () -> after(how, change));
    run.ops().checks(node.id(), checks);
    if (checks.stream().anyMatch(CheckResult::isFailure)) {
      return timer.checkFailed(how, decision.reasons(), checks, rejected);
    }
    long version =
        change.isNone() && how != How.FIRST
            ? -1
            : commit(
                decision, how, change, record(decision, how, change.stats(), rejected, checks));
    remember(decision);
    return timer.done(how, decision.reasons(), change.stats(), rejected, version);
  }

  /**
   * Writes a change and tells others of it.
   *
   * @return the table's new version
   */
  private long commit(Decision decision, How how, Change change, StepRecord record) {
    Tables.State before = run.tables().state(session, node.id());
    long rowsBefore = run.tables().count(session, node.id());
    long version = write(how, change, record);
    if (run.mending(node.id()).isPresent()) {
      mended(decision, before, rowsBefore == change.stats().inserted());
    }
    run.ops().restated(spec, how, decision.reasons(), change.diff(), change.stats());
    return version;
  }

  /** What was computed against the rows that it stands for. */
  private Change change(Task task, StepInputs inputs, Computed computed) {
    Optional<Ledger.Entry> previous = task.decision().previous();
    Optional<LocalDate> stoodAt = previous.map(Ledger.Entry::asOf);
    if (task.how() != How.FIRST) {
      Dataset<Row> now = computed.kept();
      Dataset<Row> before = covered(task.affected(), inputs, now);
      Dataset<Row> diff =
          task.affected()
              .map(values -> values.between(spec, before, now))
              .orElseGet(() -> Diff.between(spec, before, now));
      return Change.of(spec, diff, stoodAt, task.isFew());
    }
    Dataset<Row> kept = computed.kept();
    if (previous.isPresent() && spec.asOfColumn().isPresent()) {
      kept = withOtherDates(inputs, kept);
    }
    Dataset<Row> all = Diff.ofNew(spec, kept);
    return computed.isHeld()
        ? Change.ofHeld(spec, all, stoodAt)
        : Change.of(spec, all, stoodAt, task.isFew());
  }

  private long write(How how, Change change, StepRecord record) {
    boolean hasFeed = run.changeFeed().contains(node.id());
    if (how == How.FIRST) {
      Dataset<Row> rows = Layout.of(spec, change.diff(), change.stats().inserted());
      return run.writer().carrying(record.json()).overwrite(session, spec, rows, hasFeed);
    }
    if (hasFeed
        && !"true"
            .equals(
                run.tables().properties(session, node.id()).get("delta.enableChangeDataFeed"))) {
      run.writer().enableChangeFeed(session, node.id());
    }
    long before = run.tables().state(session, node.id()).version();
    long version = run.writer().carrying(record.json()).apply(session, spec, change.diff());
    if (hasFeed) {
      change.rows().ifPresent(rows -> run.fresh().keep(spec, before, version, rows));
    }
    return version;
  }

  /** Whether others need to look at a table that was written anew. */
  private void mended(Decision decision, Tables.State before, boolean isAsMany) {
    boolean isSame =
        isAsMany
            && run.mending(node.id()).orElseThrow().isLogWhole()
            && decision.repeats(run.fingerprints().of(node), run.asOf(node));
    if (isSame) {
      run.ledger().moved(node.id(), before, run.tables().state(session, node.id()));
    } else {
      run.ledger().unseen(node.id());
    }
  }

  private StepRecord record(
      Decision decision, How how, DiffStats stats, long rejected, List<CheckResult> checks) {
    return new StepRecord(
        how,
        decision.reasons(),
        stats,
        rejected,
        checks,
        entry(decision),
        run.ops().isRestating(),
        !run.rejected().hasDiff(node.id()));
  }

  private void remember(Decision decision) {
    run.ledger().put(node.id(), entry(decision));
  }

  private Ledger.Entry entry(Decision decision) {
    return new Ledger.Entry(run.asOf(node), run.fingerprints().of(node), decision.inputs());
  }

  /** The table as it stands; of a damaged one, what can be read of it. */
  private Dataset<Row> existing() {
    TableId id = node.id();
    return run.mending(id)
        .map(damage -> run.tables().readWithout(session, id, damage.missing()))
        .orElseGet(() -> run.tables().read(session, id, run.tables().state(session, id).version()));
  }

  /** Whether the table has other columns than its definition: then it is written anew. */
  private boolean isReshaped() {
    return !types(existing().schema()).equals(types(spec.schema()));
  }

  private static List<String> types(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().catalogString())
        .toList();
  }

  private AsOfDates dates() {
    return new AsOfDates(run, session, node);
  }

  /** The table's rows that this computation stands for. */
  private Dataset<Row> covered(Optional<Affected> affected, StepInputs inputs, Dataset<Row> kept) {
    Dataset<Row> existing = Diff.located(existing());
    if (affected.isPresent()) {
      return affected.get().narrow(existing, spec.narrowBy(), spec.partitionColumns());
    }
    return spec.asOfColumn().isEmpty()
        ? existing
        : existing.where(dates().areOfRun(existing, inputs, kept));
  }

  /** An as-of table of another shape keeps what earlier nights knew, in the columns that remain. */
  private Dataset<Row> withOtherDates(StepInputs inputs, Dataset<Row> kept) {
    Dataset<Row> existing = existing();
    Dataset<Row> union =
        kept.unionByName(existing.where(not(dates().areOfRun(existing, inputs, kept))), true);
    return union.select(SqlStep.columns(definition, union));
  }

  /** The whole table with the diff applied, for checks that look beyond the candidate rows. */
  private Dataset<Row> after(How how, Change change) {
    return how == How.FIRST
        ? Diff.newRows(spec, change.diff())
        : Diff.applied(spec, existing(), change.diff());
  }
}
