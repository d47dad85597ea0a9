package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.Relations;
import io.cxwarehouse.graph.StepInputs;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One step's view of its inputs, at the versions that were current when it started. */
final class Snapshot implements StepInputs {
  private final SparkSession session;
  private final Tables tables;
  private final Relations relations;
  private final Definitions definitions;
  private final Map<String, Tables.State> inputs;
  private final IntakeLog log;
  private final Parameters parameters;

  Snapshot(
      SparkSession session,
      Tables tables,
      Relations relations,
      Definitions definitions,
      Map<String, Tables.State> inputs,
      IntakeLog log,
      Parameters parameters) {
    this.session = session;
    this.tables = tables;
    this.relations = relations;
    this.definitions = definitions;
    this.inputs = inputs;
    this.log = log;
    this.parameters = parameters;
  }

  @Override
  public SparkSession spark() {
    return session;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Dataset<Row> relation(String name) {
    RelationName relation = RelationName.of(name);
    return relation.isConfig()
        ? relations.configured(session, name)
        : refined(relation, stored(relation.base()));
  }

  @Override
  public Filled filled(String name) {
    RelationName relation = RelationName.of(name);
    if (relation.isConfig() || relation.isChanges()) {
      return Filled.ROWS;
    }
    if (!inputs.getOrDefault(relation.base(), Tables.State.ABSENT).exists()) {
      return Filled.NO_TABLE;
    }
    return relation.isComputed()
            && tables.size(session, relation.table()).rows().equals(OptionalLong.of(0))
        ? Filled.NO_ROWS
        : Filled.ROWS;
  }

  /** The same view, with some inputs narrowed to the affected values. */
  StepInputs narrowed(Affected affected, Map<String, List<String>> narrow) {
    Snapshot whole = this;
    return new StepInputs() {
      @Override
      public SparkSession spark() {
        return session;
      }

      @Override
      public Parameters parameters() {
        return parameters;
      }

      @Override
      public Filled filled(String name) {
        return whole.filled(name);
      }

      @Override
      public Dataset<Row> relation(String name) {
        RelationName relation = RelationName.of(name);
        List<String> columns = narrow.get(relation.base());
        if (columns == null) {
          return whole.relation(name);
        }
        List<String> partitions =
            relation.isComputed()
                ? definitions.table(relation.table()).spec().partitionColumns()
                : List.of();
        return refined(relation, affected.narrow(stored(relation.base()), columns, partitions));
      }
    };
  }

  /** The relation's rows as they lie in its table, or none where it has no table yet. */
  Dataset<Row> stored(String base) {
    Tables.State state = inputs.getOrDefault(base, Tables.State.ABSENT);
    if (!state.exists()) {
      return relations.empty(session, base);
    }
    RelationName relation = RelationName.of(base);
    Dataset<Row> rows = tables.read(session, relation.table(), state.version());
    return relation.isBronze() ? relations.withAllColumns(rows, base) : rows;
  }

  private Dataset<Row> refined(RelationName relation, Dataset<Row> rows) {
    return relation.isBronze()
        ? relations.refined(relation, rows, log.repeated(relation.table()))
        : rows;
  }
}
