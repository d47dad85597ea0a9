package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Rejects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that steps could not conform, gathered while a run goes on: what {@code ops.rejected_record}
 * becomes at its end.
 */
final class RejectedRecords {
  private static final Map<String, String> MESSAGES =
      Map.of(
          "missing_required", "a required value is empty",
          "bad_type", "a value is not of its column's type",
          "out_of_scale", "a number lies outside of what it can be",
          "bad_period", "the period ends before it starts",
          "missing_fx_rate", "no exchange rate on or before the date",
          "unknown_reference", "it refers to a record that was never delivered",
          "repeated_key", "other rows have the same key");

  private final Tables tables;
  private final TableSpec spec;
  private final List<Row> fewRejected = new ArrayList<>();
  private final Set<TableId> rejecting = ConcurrentHashMap.newKeySet();

  /** Of tables with very many, such as all orders while exchange rates are missing. */
  private final List<Dataset<Row>> manyRejected = new ArrayList<>();

  /**
   * @param spec of {@code ops.rejected_record}
   */
  RejectedRecords(Tables tables, TableSpec spec) {
    this.tables = tables;
    this.spec = spec;
  }

  /**
   * Takes the rows that a source's SELECT could not conform. Those that a table rejected before and
   * does not any more have healed and leave.
   *
   * @return number of rows rejected now
   */
  long of(SparkSession session, TableId table, Optional<Affected> affected, Dataset<Row> rejects) {
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
    Tables.State state = tables.state(session, spec.id());
    Dataset<Row> before =
        state.exists()
            ? Diff.located(tables.read(session, spec.id(), state.version()))
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
      fewRejected.addAll(few.get());
    }
    return few.get().stream().filter(row -> !"D".equals(row.getAs(Diff.CHANGE))).count();
  }

  private static Column message() {
    Column message = lit(null).cast("string");
    for (Map.Entry<String, String> entry : MESSAGES.entrySet()) {
      message =
          when(col(Rejects.REASON).equalTo(entry.getKey()), entry.getValue()).otherwise(message);
    }
    return message;
  }

  /** What {@code ops.rejected_record} becomes by all of them. */
  Dataset<Row> diff(SparkSession session) {
    return manyRejected.stream()
        .reduce(session.createDataFrame(fewRejected, Diff.schema(spec)), Dataset::union);
  }

  /** Whether a table rejects other rows than before. */
  boolean hasDiff(TableId table) {
    return rejecting.contains(table);
  }

  /** Whether any table does. */
  boolean hasDiff() {
    return !fewRejected.isEmpty() || !manyRejected.isEmpty();
  }

  /** Lets go of rows that were held. */
  void forget() {
    manyRejected.forEach(Dataset::unpersist);
  }
}
