package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring_index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Rejects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What a run has to say about itself, gathered while it goes on and written as one commit per table
 * at its end.
 */
final class OpsLog {
  static final TableId RUN = TableId.of("ops.run");
  static final TableId STEP_RUN = TableId.of("ops.step_run");
  static final TableId LEDGER = TableId.of("ops.ledger");
  static final TableId INGESTED_FILE = TableId.of("ops.ingested_file");
  static final TableId REJECTED_RECORD = TableId.of("ops.rejected_record");
  static final TableId CHECK_RESULT = TableId.of("ops.check_result");
  static final TableId RESTATEMENT = TableId.of("ops.restatement");
  static final TableId PUBLICATION = TableId.of("ops.publication");
  static final TableId ERASURE = TableId.of("ops.erasure");
  static final TableId SUPPRESSION = TableId.of("ops.suppression");

  /** Restated values beyond this number are counted in one row per table. */
  private static final int MAX_RESTATED = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> MESSAGES =
      Map.of(
          "missing_required", "a required value is empty",
          "bad_type", "a value is not of its column's type",
          "out_of_scale", "the answer lies outside the question's scale",
          "bad_period", "the period ends before it starts",
          "missing_fx_rate", "no exchange rate on or before the date",
          "unknown_reference", "it refers to a record that was never delivered");

  private final Definitions definitions;
  private final String runId;
  private final Map<TableId, List<Row>> rows = new ConcurrentHashMap<>();
  private final List<Row> rejectedDiff = new ArrayList<>();
  private final Set<TableId> rejecting = ConcurrentHashMap.newKeySet();
  private volatile boolean isRestating = true;

  /** Of tables with very many, such as all orders while exchange rates are missing. */
  private final List<Dataset<Row>> manyRejected = new ArrayList<>();

  OpsLog(Definitions definitions, String runId) {
    this.definitions = definitions;
    this.runId = runId;
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
    rows.remove(RESTATEMENT);
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
        STEP_RUN,
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
      add(
          CHECK_RESULT,
          RowFactory.create(
              runId,
              table.toString(),
              result.check().name(),
              result.check().severity().name().toLowerCase(Locale.ROOT),
              result.check().description(),
              result.offences()));
    }
  }

  // ---------------------------------------------------------------- rejected rows

  /**
   * Takes the rows that a source's SELECT could not conform. Those that a table rejected before and
   * does not any more have healed and leave.
   *
   * @return number of rows rejected now
   */
  long rejected(
      RunContext run,
      SparkSession session,
      TableId table,
      Optional<Affected> affected,
      Dataset<Row> rejects) {
    Dataset<Row> now =
        rejects
            .select(
                lit(table.toString()).as("stage"),
                element_at(split(col("_file"), "/"), 1).as("source"),
                element_at(split(col("_file"), "/"), 2).as("entity"),
                col("_file").as("file"),
                col("_file_id").as("file_id"),
                col("_row_number").as("row"),
                col("_record_id").as("record_id"),
                col(Rejects.REASON).as("reason"),
                coalesce(message(), concat(lit("refused: "), col(Rejects.REASON))).as("message"),
                lit(null).cast("string").as("raw_text"))
            .distinct();
    TableSpec spec = spec(REJECTED_RECORD);
    Tables.State state = run.tables().state(session, REJECTED_RECORD);
    Dataset<Row> before =
        state.exists()
            ? Diff.located(run.tables().read(session, REJECTED_RECORD, state.version()))
                .where(col("stage").equalTo(table.toString()))
            : session.createDataFrame(List.of(), spec.schema().add(Diff.FILE, "string"));
    if (affected.isPresent()) {
      before = affected.get().narrow(before, List.of("record_id"), List.of());
    }
    // Held outside of memory: what a step computed is let go of at its end, and this is not.
    Dataset<Row> diff = Diff.between(spec, before, now).persist(StorageLevel.DISK_ONLY());
    Optional<List<Row>> few = Few.rows(diff);
    if (few.isEmpty() || !few.get().isEmpty()) {
      rejecting.add(table);
    }
    if (few.isEmpty()) {
      synchronized (this) {
        manyRejected.add(diff);
      }
      return diff.where(col(Diff.CHANGE).notEqual("D")).count();
    }
    diff.unpersist();
    synchronized (this) {
      rejectedDiff.addAll(few.get());
    }
    return few.get().stream().filter(row -> !"D".equals(row.getAs(Diff.CHANGE))).count();
  }

  private static org.apache.spark.sql.Column message() {
    org.apache.spark.sql.Column message = lit(null).cast("string");
    for (Map.Entry<String, String> entry : MESSAGES.entrySet()) {
      message =
          org.apache
              .spark
              .sql
              .functions
              .when(col(Rejects.REASON).equalTo(entry.getKey()), entry.getValue())
              .otherwise(message);
    }
    return message;
  }

  Dataset<Row> rejectedDiff(SparkSession session) {
    TableSpec spec = spec(REJECTED_RECORD);
    return manyRejected.stream()
        .reduce(session.createDataFrame(rejectedDiff, Diff.schema(spec)), Dataset::union);
  }

  /** Whether a table rejects other rows than before. */
  boolean hasRejectedDiff(TableId table) {
    return rejecting.contains(table);
  }

  boolean hasRejectedDiff() {
    return !rejectedDiff.isEmpty() || !manyRejected.isEmpty();
  }

  void forgetRejected() {
    manyRejected.forEach(Dataset::unpersist);
  }

  // ---------------------------------------------------------------- restatements

  /**
   * Records which published numbers changed. As-of tables restate by nature and are left out, and
   * so are tables whose former values must not be kept ({@code cxw.restated}).
   */
  void restated(
      Graph.Node node, How how, List<String> reasons, Dataset<Row> diff, DiffStats stats) {
    TableSpec spec = node.definition().spec();
    if (!isRestating
        || how == How.FIRST
        || stats.updated() + stats.deleted() == 0
        || !spec.isRestated()) {
      return;
    }
    String cause = String.join("; ", reasons);
    int added = 0;
    for (Row row : diff.where(col(Diff.CHANGE).notEqual("I")).limit(MAX_RESTATED).collectAsList()) {
      Row before = row.getAs(Diff.BEFORE);
      boolean isGone = "D".equals(row.getAs(Diff.CHANGE));
      String key = key(spec, row);
      if (isGone) {
        restated(node.id(), key, "*", before.toString(), null, cause);
        added++;
        continue;
      }
      for (String column : spec.schema().fieldNames()) {
        Object old = before.getAs(column);
        Object now = row.getAs(column);
        if (!Objects.equals(old, now)) {
          restated(node.id(), key, column, text(old), text(now), cause);
          added++;
        }
      }
    }
    if (stats.updated() + stats.deleted() > MAX_RESTATED) {
      restated(
          node.id(),
          "{}",
          "*",
          null,
          null,
          cause
              + "; "
              + (stats.updated() + stats.deleted())
              + " rows changed, "
              + added
              + " values listed");
    }
  }

  private void restated(
      TableId table, String key, String column, String old, String now, String cause) {
    add(RESTATEMENT, RowFactory.create(runId, table.toString(), key, column, old, now, cause));
  }

  private static String key(TableSpec spec, Row row) {
    ObjectNode key = JSON.createObjectNode();
    spec.key().forEach(column -> key.put(column, text(row.getAs(column))));
    return key.toString();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
