package io.cxwarehouse.graph;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a step may see: its declared inputs at pinned versions, and the run's parameters. */
public interface StepInputs {
  SparkSession spark();

  /** A declared input, narrowed to the affected keys where the table's definition says so. */
  Dataset<Row> relation(String name);

  /** How much is in an input. */
  enum Filled {
    /** It was never made: a source that was not delivered, or a table of such sources. */
    NO_TABLE,
    NO_ROWS,
    ROWS
  }

  /** What is known of an input without reading it. */
  default Filled filled(String name) {
    return Filled.ROWS;
  }

  /** What another file of the table's folder sees of the rows that one of its files gives. */
  default Dataset<Row> part(Dataset<Row> rows) {
    return rows;
  }

  Parameters parameters();
}
