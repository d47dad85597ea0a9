package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.CommitLog;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables that runs committed which died before they wrote their records. Each commit carries its
 * step's record; from these the next run completes the ledger, so that what is done is not done
 * again, and {@code ops}, so that nothing that readers may have seen goes untold.
 */
final class Unrecorded {
  private final RunContext run;
  private final long lastEnded;
  private final SparkSession session;
  private final CommitLog log;
  private final Map<TableId, Set<List<String>>> told = new HashMap<>();

  /**
   * @param lastEnded number of the last run whose records are written
   */
  Unrecorded(RunContext run, long lastEnded) {
    this.run = run;
    this.lastEnded = lastEnded;
    this.session = run.newSession();
    this.log = new CommitLog(run.tables(), session.sessionState().newHadoopConf());
  }

  /** Adds what those runs left untold to the ledger and the records of this run. */
  void takeUp() {
    for (Graph.Node node : run.warehouse().graph().nodes()) {
      if (run.mending(node.id()).isPresent()) { // its log may be what is damaged
        continue;
      }
      long newest = run.tables().state(session, node.id()).version();
      for (long version = newest; version >= 0; version--) {
        Optional<CommitLog.Written> written = log.find(node.id(), version);
        if (written.isEmpty() || written.get().runNumber().orElse(0L) <= lastEnded) {
          break;
        }
        if (written.get().step().isPresent()) {
          StepRecord record = StepRecord.of(written.get().step().get());
          tell(node, version, written.get().runId().orElseThrow(), record);
          if (version == newest && record.isWhole()) {
            run.ledger().put(node.id(), record.entry());
          }
        }
      }
    }
  }

  private void tell(Graph.Node node, long version, String runId, StepRecord record) {
    OpsLog records = new OpsLog(run.warehouse().definitions(), runId);
    records.step(new StepTimer(node.id()).recorded(record, version));
    records.checks(node.id(), record.checks());
    if (record.isRestated()) {
      restated(node, version, record, records);
    }
    for (TableId table :
        List.of(OpsTables.STEP_RUN, OpsTables.CHECK_RESULT, OpsTables.RESTATEMENT)) {
      if (!told(table).contains(List.of(runId, node.id().toString()))) {
        records.rows(table).forEach(row -> run.ops().add(table, row));
      }
    }
  }

  /** The differences are found again between the version and the one before. */
  private void restated(Graph.Node node, long version, StepRecord record, OpsLog records) {
    TableSpec spec = node.definition().spec();
    boolean mayChange = record.how() != How.FIRST && spec.isRestated() && version > 0;
    if (!mayChange || !run.ops().isRestating()) {
      return;
    }
    try {
      Dataset<Row> before = run.tables().read(session, node.id(), version - 1);
      Dataset<Row> now = run.tables().read(session, node.id(), version);
      Dataset<Row> diff = Diff.between(spec, before.withColumn(Diff.FILE, lit("")), now);
      records.restated(spec, record.how(), record.reasons(), diff, record.stats());
    } catch (RuntimeException e) {
      System.getLogger(Unrecorded.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "What changed in version {0} of {1} can no longer be told: {2}",
              version,
              node.id(),
              e.getMessage());
    }
  }

  /**
   * Runs and tables of which rows are there already: such a run died while it wrote its records.
   */
  private Set<List<String>> told(TableId table) {
    return told.computeIfAbsent(
        table,
        id -> {
          Set<List<String>> pairs = new HashSet<>();
          Tables.State state = run.tables().state(session, id);
          if (state.exists()) {
            run.tables()
                .read(session, id, state.version())
                .select(col("run_id"), col("table"))
                .distinct()
                .collectAsList()
                .forEach(row -> pairs.add(List.of(row.getString(0), row.getString(1))));
          }
          return pairs;
        });
  }
}
