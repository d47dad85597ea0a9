package io.cxwarehouse.silver.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Finds the connected components of an undirected graph of text nodes. */
interface Components {
  String NODE = "node";
  String OTHER = "other";
  String COMPONENT = "component";

  /** Above this the driver's memory is no place for the graph: 200,000 edges take some 50 MB. */
  long DRIVER_EDGES = 200_000;

  /**
   * @param edges columns {@link #NODE}, {@link #OTHER}, never equal in a row
   * @return columns {@link #NODE}, {@link #COMPONENT} (the component's least node): one row for
   *     each node of an edge
   */
  Dataset<Row> of(Dataset<Row> edges);

  /** On the driver where the graph is small, since each round on Spark takes a second or more. */
  static Components bySize() {
    return edges -> {
      Dataset<Row> kept = edges.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        boolean isSmall = kept.count() <= DRIVER_EDGES;
        return (isSmall ? new UnionFind() : new StarRounds()).of(kept);
      } finally {
        kept.unpersist(false);
      }
    };
  }
}
