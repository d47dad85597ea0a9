package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Held;
import io.cxwarehouse.graph.DefinitionErrors;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Rejects;
import io.cxwarehouse.graph.SqlStep;
import io.cxwarehouse.graph.StepInputs;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a table's queries give: the rows that conform, and those that do not. It is computed once,
 * however often it is read.
 */
final class Computed implements AutoCloseable {
  /** Why rows of a key that several rows have are not taken. */
  static final String REPEATED_KEY = "repeated_key";

  /** More repeated keys tell of a wrong query or key: the table is held. */
  static final int MOST_REPEATED = 100;

  private static final String KEY = "_cxw_repeated";

  private final TableDefinition definition;
  private final Dataset<Row> rows;
  private final boolean mayReject;
  private final boolean isHeld;
  private final Runnable release;

  private Computed(
      TableDefinition definition,
      Dataset<Row> rows,
      boolean mayReject,
      boolean isHeld,
      Runnable release) {
    this.definition = definition;
    this.rows = rows;
    this.mayReject = mayReject;
    this.isHeld = isHeld;
    this.release = release;
  }

  /**
   * Prepares the computation of rows that are asked for once. Where a query rejects rows, they are
   * read once more.
   *
   * @param isFew it is made of few rows
   */
  static Computed readOnce(Graph.Node node, StepInputs inputs, boolean isFew) {
    Computed computed = planned(node, inputs);
    return computed.mayReject ? computed.held(isFew) : computed;
  }

  /**
   * Prepares the computation of rows that are asked for more than once.
   *
   * @param isFew it is made of few rows
   */
  static Computed readTwice(Graph.Node node, StepInputs inputs, boolean isFew) {
    return planned(node, inputs).held(isFew);
  }

  private static Computed planned(Graph.Node node, StepInputs inputs) {
    TableDefinition definition = node.definition();
    Dataset<Row> rows = node.step().compute(inputs);
    if (!(node.step() instanceof SqlStep)) {
      DefinitionErrors.requireColumns(definition, "its Java step", rows.schema());
    }
    boolean mayReject = Arrays.asList(rows.columns()).contains(Rejects.REASON);
    return new Computed(definition, rows, mayReject, false, () -> {});
  }

  private Computed held(boolean isFew) {
    if (isFew) {
      Optional<Dataset<Row>> few = Few.brought(rows);
      if (few.isPresent()) {
        return new Computed(definition, few.get(), mayReject, true, () -> {});
      }
    }
    Held held = Held.of(rows);
    return new Computed(definition, held.rows(), mayReject, true, held::close);
  }

  /** Whether reading it again costs nothing. */
  boolean isHeld() {
    return isHeld;
  }

  /** The rows of the table, in its columns. */
  Dataset<Row> kept() {
    Dataset<Row> kept = mayReject ? rows.where(col(Rejects.REASON).isNull()) : rows;
    return kept.select(SqlStep.columns(definition, kept));
  }

  /** Rows that cannot be conformed, with the reason; empty: the queries reject none. */
  Optional<Dataset<Row>> rejects() {
    return mayReject ? Optional.of(rows.where(col(Rejects.REASON).isNotNull())) : Optional.empty();
  }

  /** Whether so many keys that several rows have are refused, and do not hold the table. */
  boolean canReject(long repeatedKeys) {
    return mayReject && repeatedKeys <= MOST_REPEATED;
  }

  /**
   * The same without rows of some keys, which are rejected: which of a key's rows is the right one
   * nobody can tell.
   *
   * @param keys of them, in the columns of the table's key
   */
  Computed rejecting(Dataset<Row> keys) {
    Dataset<Row> listed = keys.select(struct(Diff.columns(keys, definition.spec().key())).as(KEY));
    Column key = struct(Diff.columns(rows, definition.spec().key()));
    Column isListed = key.equalTo(listed.col(KEY));
    Dataset<Row> marked =
        rows.join(broadcast(listed), isListed, "left_outer")
            .withColumn(
                Rejects.REASON,
                when(col(Rejects.REASON).isNull().and(col(KEY).isNotNull()), REPEATED_KEY)
                    .otherwise(col(Rejects.REASON)))
            .drop(KEY);
    return new Computed(definition, marked, true, false, () -> {});
  }

  @Override
  public void close() {
    release.run();
  }
}
