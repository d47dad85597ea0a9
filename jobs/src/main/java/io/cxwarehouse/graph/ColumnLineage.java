package io.cxwarehouse.graph;

import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Settings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/**
 * Which columns of which relations a table's columns are made of, from its analysed queries.
 *
 * @param columns by name, as far as they are made of others
 * @param rows of what decides which rows there are, and how they are put together
 */
public record ColumnLineage(Map<String, Origin> columns, Origin rows) {
  /** Any date does: nothing is computed. */
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  /** Of a table that SQL computes; what a Java step does with its inputs is known to nobody. */
  public static Optional<ColumnLineage> of(
      Graph.Node node, Relations relations, Settings settings, SparkSession session) {
    if (!(node.step() instanceof SqlStep)) {
      return Optional.empty();
    }
    Parameters parameters = new Parameters(QueryInputs.parameters(settings, DAY));
    StepInputs inputs =
        new StepInputs() {
          @Override
          public SparkSession spark() {
            return session;
          }

          @Override
          public Dataset<Row> relation(String name) {
            return relations.empty(session, name);
          }

          @Override
          public Parameters parameters() {
            return parameters;
          }
        };
    Dataset<Row> rows = node.step().compute(inputs);
    return Optional.of(
        of(rows.select(SqlStep.columns(node.definition(), rows)).queryExecution().analyzed()));
  }

  /** Of a plan that is analysed, and not yet changed by the optimizer. */
  static ColumnLineage of(LogicalPlan plan) {
    Origins origins = new Origins();
    Origin rows = origins.visit(plan);
    Map<String, Origin> columns = new LinkedHashMap<>();
    for (Attribute attribute : JavaConverters.seqAsJavaListConverter(plan.output()).asJava()) {
      columns.put(attribute.name(), origins.of(attribute));
    }
    return new ColumnLineage(columns, rows);
  }
}
