package io.cxwarehouse.graph;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a step may see: its declared inputs at pinned versions, and the run's parameters. */
public interface StepInputs {
  SparkSession spark();

  /** A declared input, narrowed to the affected keys where the table's definition says so. */
  Dataset<Row> relation(String name);

  Parameters parameters();
}
