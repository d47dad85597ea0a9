package io.cxwarehouse.silver.identity;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** On the driver where the graph is small, since each round on Spark takes a second or more. */
final class ComponentsBySize implements Components {
  /** Above this the driver's memory is no place for the graph: 200,000 edges take some 50 MB. */
  private static final long DRIVER_EDGES = 200_000;

  @Override
  public Dataset<Row> of(Dataset<Row> edges) {
    Dataset<Row> kept = edges.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      boolean isSmall = kept.count() <= DRIVER_EDGES;
      return (isSmall ? new UnionFind() : new StarRounds()).of(kept);
    } finally {
      kept.unpersist(false);
    }
  }
}
