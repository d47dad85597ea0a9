package io.cxwarehouse.silver.identity;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows computed once and read several times. Plans that read them begin there, so that they stay
 * short; Spark lets go of the rows when nothing refers to them any more, and computes lost ones
 * again.
 */
record Kept(JavaRDD<Row> stored, Dataset<Row> rows) {
  static Kept of(Dataset<Row> rows) {
    JavaRDD<Row> stored = rows.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());
    return new Kept(stored, rows.sparkSession().createDataFrame(stored, rows.schema()));
  }

  static Dataset<Row> rows(Dataset<Row> rows) {
    return of(rows).rows();
  }

  void release() {
    stored.unpersist(false);
  }
}
