package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the rows of a large table lie in its files: in the order of what they are looked up by, and
 * not too many in one. A night looks for the rows of few tickets or orders, most of them young: in
 * this order they lie in few files, and the others are neither read nor written again.
 */
public final class Layout {
  private static final long ROWS_PER_FILE = 100_000;

  private Layout() {}

  /**
   * All rows of a table that is written anew. Few are one file or two, in whatever order.
   *
   * @param count how many they are
   */
  public static Dataset<Row> of(TableSpec spec, Dataset<Row> rows, long count) {
    return count <= Few.MAX_ROWS ? rows : of(order(spec, rows), rows, count, ROWS_PER_FILE);
  }

  /** Rows in some order, so many to a file. */
  static Dataset<Row> of(Column[] order, Dataset<Row> rows, long count, long rowsPerFile) {
    int files = (int) ((count + rowsPerFile - 1) / rowsPerFile);
    Dataset<Row> parts = files == 1 ? rows.repartition(1) : rows.repartitionByRange(files, order);
    return parts.sortWithinPartitions(order);
  }

  /**
   * Rows of files that are written anew, as they are read: each task keeps its part in order, and
   * no rows move between tasks.
   *
   * @param count about how many they are
   */
  static Dataset<Row> again(TableSpec spec, Dataset<Row> rows, long count) {
    return count <= Few.MAX_ROWS ? rows : rows.sortWithinPartitions(order(spec, rows));
  }

  static Column[] order(TableSpec spec, Dataset<Row> rows) {
    Set<String> names = new LinkedHashSet<>(spec.partitionColumns());
    names.addAll(spec.sortedBy());
    return names.stream().map(rows::col).toArray(Column[]::new);
  }
}
