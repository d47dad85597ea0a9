package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Size of a diff.
 *
 * @param oldPartitions values of the partition column under which changed rows lie in the table
 * @param partitions number of partitions that the commit touches
 */
record DiffStats(
    long inserted, long updated, long deleted, List<Object> oldPartitions, long partitions) {
  /** More values than this do not help as a literal list. */
  private static final int MAX_PARTITIONS = 400;

  static DiffStats of(TableSpec spec, Dataset<Row> diff) {
    boolean isPartitioned = spec.partitionColumns().size() == 1;
    String partition = isPartitioned ? spec.partitionColumns().get(0) : "";
    Column before = isPartitioned ? col(Diff.BEFORE).getField(partition) : lit(null).cast("string");
    Column now = isPartitioned ? col(partition) : lit(null).cast("string");
    Row row =
        diff.agg(
                count_if(col(Diff.CHANGE).equalTo("I")).as("i"),
                count_if(col(Diff.CHANGE).equalTo("U")),
                count_if(col(Diff.CHANGE).equalTo("D")),
                collect_set(before),
                collect_set(now),
                // collect_set leaves nulls out: a row in the null partition forbids pruning
                coalesce(count_if(col(Diff.BEFORE).isNotNull().and(before.isNull())), lit(0L)))
            .first();
    List<Object> old = new ArrayList<>(row.getList(3));
    Set<Object> touched = new HashSet<>(row.getList(4));
    touched.addAll(old);
    boolean isPrunable = row.getLong(5) == 0 && old.size() <= MAX_PARTITIONS;
    return new DiffStats(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        isPrunable ? old : List.of(),
        isPartitioned ? touched.size() : 1);
  }

  long total() {
    return inserted + updated + deleted;
  }
}
