package io.cxwarehouse.silver.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the connected components of an undirected graph of text nodes. */
interface Components {
  String NODE = "node";
  String OTHER = "other";
  String COMPONENT = "component";

  /**
   * @param edges columns {@link #NODE}, {@link #OTHER}, never equal in a row
   * @return columns {@link #NODE}, {@link #COMPONENT} (the component's least node): one row for
   *     each node of an edge
   */
  Dataset<Row> of(Dataset<Row> edges);
}
