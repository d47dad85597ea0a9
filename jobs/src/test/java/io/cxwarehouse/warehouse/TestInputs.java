package io.cxwarehouse.warehouse;

import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.StepInputs;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Step inputs from a map. */
public record TestInputs(
    SparkSession spark, Map<String, Dataset<Row>> relations, Parameters parameters)
    implements StepInputs {
  @Override
  public Dataset<Row> relation(String name) {
    Dataset<Row> relation = relations.get(name);
    if (relation == null) {
      throw new IllegalArgumentException("the test gives no relation " + name);
    }
    return relation;
  }
}
