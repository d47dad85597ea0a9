package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring_index;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.DiffStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a run has to say about itself, gathered while it goes on and written as one commit per table
 * at its end.
 */
final class OpsLog {

  private final Definitions definitions;
  private final String runId;
  private final Map<TableId, List<Row>> rows = new ConcurrentHashMap<>();
  private volatile boolean isRestating = true;

  OpsLog(Definitions definitions, String runId) {
    this.definitions = definitions;
    this.runId = runId;
  }

  String runId() {
    return runId;
  }

  TableSpec spec(TableId table) {
    return definitions.table(table).spec();
  }

  synchronized void add(TableId table, Row row) {
    rows.computeIfAbsent(table, id -> new ArrayList<>()).add(row);
  }

  /** How numbers changed is not to be kept. */
  void withoutRestatements() {
    isRestating = false;
    rows.remove(OpsTables.RESTATEMENT);
  }

  boolean isRestating() {
    return isRestating;
  }

  List<Row> rows(TableId table) {
    return rows.getOrDefault(table, List.of());
  }

  /**
   * Tables whose last step did not end well.
   *
   * @param steps rows of {@code ops.step_run}
   * @param undone runs that were taken back
   */
  static List<TableId> notGood(Dataset<Row> steps, Set<String> undone) {
    return steps
        .where(not(col("run_id").isin(undone.toArray())))
        .groupBy("table")
        .agg(
            max_by(col("status"), substring_index(col("run_id"), "_", -1).cast("bigint"))
                .as("status"))
        .where(not(col("status").isin("changed", "unchanged")))
        .collectAsList()
        .stream()
        .map(row -> TableId.of(row.getString(0)))
        .toList();
  }

  void step(StepResult step) {
    add(
        OpsTables.STEP_RUN,
        RowFactory.create(
            runId,
            step.table().toString(),
            step.status().name().toLowerCase(Locale.ROOT),
            step.how().name().toLowerCase(Locale.ROOT),
            String.join("; ", step.reasons()),
            step.inserted(),
            step.updated(),
            step.deleted(),
            step.rejected(),
            step.partitions(),
            step.seconds(),
            step.version() < 0 ? null : step.version(),
            step.message().orElse(null),
            step.late()));
  }

  void checks(TableId table, List<CheckResult> results) {
    for (CheckResult result : results) {
      String severity = result.check().severity().name().toLowerCase(Locale.ROOT);
      check(
          table, result.check().name(), severity, result.check().description(), result.offences());
    }
  }

  void check(TableId table, String name, String severity, String description, long offences) {
    add(
        OpsTables.CHECK_RESULT,
        RowFactory.create(runId, table.toString(), name, severity, description, offences));
  }

  /** Records which published numbers changed, unless that is not to be kept. */
  void restated(TableSpec spec, How how, List<String> reasons, Dataset<Row> diff, DiffStats stats) {
    if (isRestating) {
      Restatements.of(runId, spec, how, reasons, diff, stats)
          .forEach(row -> add(OpsTables.RESTATEMENT, row));
    }
  }
}
