package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.raw.Landing;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a run writes of itself into the tables of {@code ops}, and in which order. */
final class RunRecords {
  private final Warehouse warehouse;
  private final RunOptions options;
  private final Instant started;
  private final RunState state;
  private final RunContext context;
  private final String id;
  private final long number;

  RunRecords(
      Warehouse warehouse,
      RunOptions options,
      Instant started,
      RunState state,
      RunContext context,
      String id,
      long number) {
    this.warehouse = warehouse;
    this.options = options;
    this.started = started;
    this.state = state;
    this.context = context;
    this.id = id;
    this.number = number;
  }

  /** That it has begun. */
  void began() {
    writeRuns(row(null, Optional.empty()));
  }

  /** That what a table held is lost. */
  void lost(TableId table) {
    context.ledger().lost(table);
    overwrite(warehouse.newSession(), OpsTables.LEDGER, context.ledger().rows());
  }

  /**
   * All that it has to say, the publication when all else is there, and that it has ended last.
   *
   * @param landing what it took in; empty: it did not look for deliveries
   * @param listener is told where nothing new is published
   */
  void ended(RunReport report, Optional<Landing> landing, RunListener listener) {
    OpsLog ops = context.ops();
    SparkSession session = warehouse.newSession();
    RejectedRecords rejected = context.rejected();
    if (rejected.hasDiff()) {
      TableSpec spec = ops.spec(OpsTables.REJECTED_RECORD);
      if (warehouse.tables().state(session, spec.id()).exists()) {
        context.writer().apply(session, spec, rejected.diff(session));
      } else {
        context.writer().append(session, spec, rejected.diff(session));
      }
      rejected.forget();
    }
    report.steps().forEach(ops::step);
    for (TableId table :
        List.of(OpsTables.STEP_RUN, OpsTables.CHECK_RESULT, OpsTables.RESTATEMENT)) {
      append(session, table, List.copyOf(ops.rows(table)));
    }
    // After what it makes a rerun skip, and before the end, which says that all is written.
    overwrite(session, OpsTables.LEDGER, context.ledger().rows());
    publish(session, report, listener);
    writeRuns(row(report, landing));
  }

  private void publish(SparkSession session, RunReport report, RunListener listener) {
    Map<TableId, Long> before = Publications.load(session, warehouse.tables()).versions();
    PublishableSet publishable =
        PublishableSet.of(context, session, notGood(session, report), before);
    publishable.reason().ifPresent(listener::held);
    // Where nothing new may be published, what readers get may stand under other versions now.
    SortedMap<TableId, Long> versions =
        new TreeMap<>(publishable.reason().isPresent() ? before : publishable.versions());
    versions.replaceAll(context.ledger()::movedTo);
    // A version of a number that was lost is another one, though its rows are the same.
    boolean isNumberAgain = context.mending().filter(one -> !one.isLogWhole()).isPresent();
    if (versions.equals(before) && !isNumberAgain) {
      return;
    }
    append(session, OpsTables.PUBLICATION, Publications.rows(id, number, versions));
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
            .with("table_as_of", Date.valueOf(context.tableAsOf()))
            .with("command", options.command())
            .with(
                "only_tables", options.only().isEmpty() ? null : String.join(",", options.only()));
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
    context.writer().overwrite(session, context.ops().spec(table), rows);
  }

  private void append(SparkSession session, TableId table, List<Row> rows) {
    if (!rows.isEmpty()) {
      context.writer().append(session, context.ops().spec(table), rows);
    }
  }
}
