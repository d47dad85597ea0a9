package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table computed by its {@code query.sql}, or by the union by name of its {@code
 * from_<source>.sql} files. Inputs are derived from the texts.
 */
public final class SqlStep implements Step {
  private final TableDefinition definition;
  private final SortedSet<String> inputs = new TreeSet<>();
  private final SortedSet<String> parameters = new TreeSet<>();

  SqlStep(TableDefinition definition, SparkSession spark) {
    this.definition = definition;
    for (Map.Entry<String, String> query : definition.queries().entrySet()) {
      try {
        inputs.addAll(QueryPlans.relations(spark, query.getValue()));
        parameters.addAll(QueryPlans.parameters(spark, query.getValue()));
      } catch (InvalidQueryException e) {
        throw DefinitionErrors.invalid(definition.id(), query.getKey(), e);
      }
    }
  }

  @Override
  public SortedSet<String> inputs() {
    return Collections.unmodifiableSortedSet(inputs);
  }

  /** Names of the parameters that the queries bind. */
  SortedSet<String> parameters() {
    return Collections.unmodifiableSortedSet(parameters);
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    Dataset<Row> union = null;
    for (Map.Entry<String, String> query : definition.queries().entrySet()) {
      Dataset<Row> part;
      try {
        part =
            QueryPlans.bind(
                in.spark(),
                query.getValue(),
                name -> name.indexOf('.') < 0 ? null : in.relation(name),
                in.parameters().values());
      } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
        throw DefinitionErrors.invalid(definition.id(), query.getKey(), e);
      }
      DefinitionErrors.requireColumns(definition, query.getKey(), part.schema());
      union = union == null ? part : union.unionByName(part, true);
    }
    return union;
  }

  /** The columns of {@code table.sql}, in its order. */
  public static Column[] columns(TableDefinition definition, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (String name : definition.spec().schema().fieldNames()) {
      columns.add(rows.col(name));
    }
    return columns.toArray(Column[]::new);
  }
}
