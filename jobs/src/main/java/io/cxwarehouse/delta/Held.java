package io.cxwarehouse.delta;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and held by Spark. What reads them is planned on what is held, and
 * not on the query that made them: Spark finds held queries by their form, and in large plans, such
 * as those that write a diff, it did not find them all, and computed them again.
 */
public final class Held implements AutoCloseable {
  private final Dataset<Row> query;
  private final Dataset<Row> rows;

  private Held(Dataset<Row> query, Dataset<Row> rows) {
    this.query = query;
    this.rows = rows;
  }

  /** Holds rows from when they are first read, in memory as far as it goes, until closed. */
  public static Held of(Dataset<Row> query) {
    query.persist(StorageLevel.MEMORY_AND_DISK());
    return new Held(
        query,
        Dataset.ofRows(
            query.sparkSession(),
            query
                .sparkSession()
                .sharedState()
                .cacheManager()
                .useCachedData(query.queryExecution().analyzed())));
  }

  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public void close() {
    query.unpersist();
  }
}
