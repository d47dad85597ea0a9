package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.StepInputs;
import java.io.FileNotFoundException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds the values by which a table is to be recomputed: changed inputs and due rows. */
final class AffectedRows {
  /** A table is rebuilt when more than this share of its rows' number is affected. */
  private static final double REBUILD_SHARE = 0.3;

  private static final long REBUILD_FLOOR = 1_000;

  /** The date up to which {@code affected.sql} has brought the table: rows due since are asked. */
  private static final String PREVIOUS_AS_OF = "previous_as_of";

  private final RunContext run;
  private final SparkSession session;
  private final Graph.Node node;
  private final TableSpec spec;
  private final Decision decision;
  private final Ledger.Entry last;
  private final Snapshot inputs;

  AffectedRows(
      RunContext run, SparkSession session, Graph.Node node, Decision decision, Snapshot inputs) {
    this.run = run;
    this.session = session;
    this.node = node;
    this.spec = node.definition().spec();
    this.decision = decision;
    this.last = decision.previous().orElseThrow();
    this.inputs = inputs;
  }

  /** The values, or nothing where the whole table is to be rebuilt. */
  Optional<Affected> find(Dataset<Row> existing) {
    List<Dataset<Row>> parts = new ArrayList<>();
    try {
      if (!decision.changed().isEmpty() || asksForThePassedDays()) {
        parts.addAll(changed(existing));
      }
      parts.addAll(due(existing));
      if (parts.isEmpty()) {
        Dataset<Row> none =
            session.createDataFrame(List.of(), named(existing, spec.narrowBy()).schema());
        return Optional.of(new Affected(spec.narrowBy(), List.of(none)));
      }
      Affected affected = new Affected(spec.narrowBy(), parts);
      boolean isTooMuch =
          affected.count() > REBUILD_FLOOR
              && affected.count()
                  > REBUILD_FLOOR + run.tables().count(session, spec.id()) * REBUILD_SHARE;
      if (isTooMuch || (decision.how() == How.PARTITIONS && !affected.hasLiterals())) {
        affected.close();
        return Optional.empty();
      }
      return Optional.of(affected);
    } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
      if (isFeedGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * What {@code affected.sql} returns.
   *
   * @param existing the table's own rows, which it may read as {@code existing}
   * @param previous the as-of date at which the table stands
   * @param changes gives what changed in an input, by {@code <input>_changes}
   */
  static Dataset<Row> select(
      String text,
      StepInputs inputs,
      Dataset<Row> existing,
      LocalDate previous,
      Function<String, Dataset<Row>> changes) {
    Map<String, Object> parameters = new TreeMap<>(inputs.parameters().values());
    parameters.put(PREVIOUS_AS_OF, Date.valueOf(previous));
    return QueryPlans.bind(
        inputs.spark(),
        text,
        name -> {
          if (name.indexOf('.') < 0) {
            return name.equals("existing") ? existing : null;
          }
          return RelationName.of(name).isChanges() ? changes.apply(name) : inputs.relation(name);
        },
        parameters);
  }

  /** Whether {@code affected.sql} looks for rows that days bring, and days have passed. */
  private boolean asksForThePassedDays() {
    return last.asOf().isBefore(run.asOf(node))
        && node.definition()
            .affected()
            .filter(text -> QueryPlans.parameters(text).contains(PREVIOUS_AS_OF))
            .isPresent();
  }

  private List<Dataset<Row>> changed(Dataset<Row> existing) {
    if (node.definition().affected().isPresent()) {
      Dataset<Row> values =
          select(
              node.definition().affected().get(), inputs, existing, last.asOf(), this::fewChanges);
      return List.of(named(values, Arrays.asList(values.columns())));
    }
    List<Dataset<Row>> parts = new ArrayList<>();
    spec.narrow()
        .forEach(
            (input, columns) -> {
              if (decision.changed().contains(input)) {
                parts.add(named(changes(input + "_changes"), columns));
              }
            });
    return parts;
  }

  /**
   * Few changes of a computed table as rows of the driver: Spark then knows that they are few, and
   * sends them to the tables that they are joined with in place of shuffling those.
   */
  private Dataset<Row> fewChanges(String name) {
    Dataset<Row> changes = changes(name);
    return RelationName.of(name).isBronze() || Few.isLocal(changes)
        ? changes
        : Few.rows(changes)
            .map(rows -> session.createDataFrame(rows, changes.schema()))
            .orElse(changes);
  }

  /**
   * Rows of an input that changed since the ledger's version of it, as they were and as they are.
   */
  private Dataset<Row> changes(String name) {
    RelationName relation = RelationName.of(name);
    Tables.State now = decision.inputs().get(relation.base());
    Tables.State before = last.inputs().getOrDefault(relation.base(), Tables.State.ABSENT);
    if (now == null || !now.exists() || before.equals(now)) {
      return run.warehouse().relations().empty(session, name);
    }
    if (relation.isBronze()) {
      return bronzeChanges(relation, before);
    }
    return run.fresh()
        .find(session, relation.table(), before.version(), now.version())
        .orElseGet(
            () -> run.tables().changes(session, relation.table(), before.version(), now.version()));
  }

  /** Rows of the files that came since, and of those that have lost rows since. */
  private Dataset<Row> bronzeChanges(RelationName relation, Tables.State before) {
    Object[] files = run.intakeLog().filesAfter(relation.table(), before.version()).toArray();
    Dataset<Row> now = inputs.stored(relation.base());
    Dataset<Row> rows = now.where(col("_file_id").isin(files));
    if (before.exists() && run.intakeLog().hasLost(relation.table(), before.version())) {
      Dataset<Row> old = run.tables().read(session, relation.table(), before.version());
      rows =
          rows.unionByName(
              run.warehouse()
                  .relations()
                  .withAllColumns(old, relation.base())
                  .where(col("_file_id").isin(files)));
    }
    return rows.withColumn("_change_type", lit("insert"));
  }

  /** Rows that the passing of days moves, in the table itself and in its narrowed inputs. */
  private List<Dataset<Row>> due(Dataset<Row> existing) {
    List<Dataset<Row>> parts = new ArrayList<>();
    LocalDate asOf = run.asOf(node);
    if (!last.asOf().isBefore(asOf) || !Fingerprints.maySeeAsOf(node)) {
      return parts;
    }
    Column isDue =
        col("_recheck_on")
            .gt(Date.valueOf(last.asOf()))
            .and(col("_recheck_on").leq(Date.valueOf(asOf)));
    if (hasRecheck(spec.schema().fieldNames())) {
      parts.add(named(existing.where(isDue), spec.narrowBy()));
    }
    spec.narrow()
        .forEach(
            (input, columns) -> {
              if (!RelationName.of(input).isBronze()
                  && hasRecheck(run.warehouse().relations().schema(input).fieldNames())) {
                parts.add(named(inputs.stored(input).where(isDue), columns));
              }
            });
    return parts;
  }

  private static boolean hasRecheck(String[] columns) {
    return Arrays.asList(columns).contains("_recheck_on");
  }

  /** The columns under the names of {@code narrow_by}. */
  private Dataset<Row> named(Dataset<Row> rows, List<String> columns) {
    Column[] selected = new Column[columns.size()];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = rows.col(columns.get(i)).as(spec.narrowBy().get(i));
    }
    return rows.select(selected);
  }

  /**
   * The feed does not reach back to the ledger's version: its files or its log are vacuumed, or it
   * was switched on later. A missing file of the input itself fails the rebuild too, so that no
   * loss is hidden.
   */
  private static boolean isFeedGone(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      if (text.contains("DELTA_MISSING_CHANGE_DATA")
          || text.contains("DELTA_CHANGE_DATA_FEED_INCOMPATIBLE")
          || text.contains("DELTA_CHANGE_TABLE_FEED_DISABLED")
          || text.contains("FileNotFoundException")
          || t instanceof FileNotFoundException) {
        return true;
      }
    }
    return false;
  }
}
