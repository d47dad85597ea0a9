package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Layout;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.SqlStep;
import io.cxwarehouse.graph.StepInputs;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
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
    boolean isFew = run.fit(session, node, decision.inputs());
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
      if (how == How.FULL && isReshaped()) {
        how = How.FIRST;
      }
      return compute(timer, decision, how, inputs, affected, isFew);
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

  private StepResult compute(
      StepTimer timer,
      Decision decision,
      How how,
      Snapshot whole,
      Optional<Affected> affected,
      boolean isFew) {
    StepInputs inputs =
        affected.<StepInputs>map(a -> whole.narrowed(a, spec.narrow())).orElse(whole);
    boolean hasDates = spec.asOfColumn().isPresent() && affected.isEmpty();
    try (Computed computed = Computed.of(node, inputs, hasDates, isFew);
        Change change = change(decision, how, computed, affected, isFew)) {
      long rejected =
          computed
              .rejects()
              .map(rows -> run.rejected().of(session, node.id(), affected, rows))
              .orElse(0L);
      List<CheckResult> checks =
          change.isNone()
              ? reconciled(how, decision, whole)
              : new Checks(definition, whole)
                  .run(change.stats().repeatedKeys(), change.diff(), () -> after(how, change));
      run.ops().checks(node.id(), checks);
      if (checks.stream().anyMatch(CheckResult::isFailure)) {
        return timer.checkFailed(how, decision.reasons(), checks, rejected);
      }
      long version = -1;
      if (!change.isNone() || how == How.FIRST) {
        StepRecord record = record(decision, how, change.stats(), rejected, checks);
        version = write(how, change, record);
        run.ops().restated(spec, how, decision.reasons(), change.diff(), change.stats());
      }
      remember(decision);
      return timer.done(how, decision.reasons(), change.stats(), rejected, version);
    }
  }

  /** What was computed against the rows that it stands for. */
  private Change change(
      Decision decision, How how, Computed computed, Optional<Affected> affected, boolean isFew) {
    Optional<LocalDate> stoodAt = decision.previous().map(Ledger.Entry::asOf);
    Dataset<Row> kept = computed.kept();
    if (how != How.FIRST) {
      Dataset<Row> before = covered(affected, kept);
      return Change.of(spec, Diff.between(spec, before, kept), stoodAt, isFew);
    }
    if (decision.previous().isPresent() && spec.asOfColumn().isPresent()) {
      kept = withOtherDates(kept);
    }
    Dataset<Row> all = Diff.ofNew(spec, kept);
    return computed.isHeld()
        ? Change.ofHeld(spec, all, stoodAt)
        : Change.of(spec, all, stoodAt, isFew);
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
    return run.writer().carrying(record.json()).apply(session, spec, change.diff());
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

  /** The table as it stands. */
  private Dataset<Row> existing() {
    TableId id = node.id();
    return run.tables().read(session, id, run.tables().state(session, id).version());
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

  /** The table's rows that this computation stands for. */
  private Dataset<Row> covered(Optional<Affected> affected, Dataset<Row> kept) {
    Dataset<Row> existing = Diff.located(existing());
    if (affected.isPresent()) {
      return affected.get().narrow(existing, spec.narrowBy(), spec.partitionColumns());
    }
    return spec.asOfColumn().isEmpty() ? existing : existing.where(isOfRun(existing, kept));
  }

  /** An as-of table of another shape keeps what earlier nights knew, in the columns that remain. */
  private Dataset<Row> withOtherDates(Dataset<Row> kept) {
    Dataset<Row> existing = existing();
    Dataset<Row> union = kept.unionByName(existing.where(not(isOfRun(existing, kept))), true);
    return union.select(SqlStep.columns(definition, union));
  }

  /** Rows of the dates that this run computes, and of those that are no longer kept. */
  private Column isOfRun(Dataset<Row> existing, Dataset<Row> kept) {
    String column = spec.asOfColumn().orElseThrow();
    Set<Date> dates = dates(kept, column);
    dates.add(Date.valueOf(run.asOf()));
    if (spec.keepDates().isPresent()) {
      dates.addAll(expired(dates(existing, column), dates, spec.keepDates().getAsInt()));
    }
    return existing.col(column).isin(dates.toArray());
  }

  /** All but the latest dates and month ends; the run's own dates stay whatever their age. */
  static Set<Date> expired(Set<Date> existing, Set<Date> ofRun, int keep) {
    TreeSet<Date> latest = new TreeSet<>(existing);
    latest.addAll(ofRun);
    for (int i = 0; i < keep; i++) {
      latest.pollLast();
    }
    latest.removeAll(ofRun);
    latest.removeIf(date -> date.toLocalDate().plusDays(1).getDayOfMonth() == 1);
    return latest;
  }

  private static Set<Date> dates(Dataset<Row> rows, String column) {
    Set<Date> dates = new TreeSet<>();
    rows.select(column).distinct().collectAsList().forEach(row -> dates.add(row.getDate(0)));
    return dates;
  }

  /** The whole table with the diff applied, for checks that look beyond the candidate rows. */
  private Dataset<Row> after(How how, Change change) {
    return how == How.FIRST
        ? Diff.newRows(spec, change.diff())
        : Diff.applied(spec, existing(), change.diff());
  }
}
