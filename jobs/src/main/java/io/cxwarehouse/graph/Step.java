package io.cxwarehouse.graph;

import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes one table from its declared inputs. */
public interface Step {
  /** Names of the relations that {@link #compute} may read, such as {@code gold.fct_order}. */
  Set<String> inputs();

  /** The table's rows: columns by name, order and type as its {@code table.sql} says. */
  Dataset<Row> compute(StepInputs inputs);
}
