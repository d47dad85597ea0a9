package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a run changed in its tables, where that is few rows: the steps that follow them get it from
 * here. The change data feed on disk is for a run that comes later.
 */
public final class FreshChanges {
  private final Map<TableId, Entry> entries = new ConcurrentHashMap<>();

  /** Rows as Delta's change data feed has them, of the versions after one up to another. */
  private record Entry(long after, long upTo, StructType schema, List<Row> rows) {}

  /**
   * Keeps what a commit brought.
   *
   * @param after the version that it was made on
   * @param upTo the commit's own
   * @param diff as {@link Diff#between} gives it
   */
  public void keep(TableSpec spec, long after, long upTo, List<Row> diff) {
    List<Row> rows = new ArrayList<>();
    for (Row row : diff) {
      switch (row.<String>getAs(Diff.CHANGE)) {
        case "I" -> rows.add(changed(spec, row, "insert"));
        case "U" -> {
          rows.add(changed(spec, row.getAs(Diff.BEFORE), "update_preimage"));
          rows.add(changed(spec, row, "update_postimage"));
        }
        case "D" -> rows.add(changed(spec, row.getAs(Diff.BEFORE), "delete"));
        default -> throw new IllegalArgumentException(row.toString());
      }
    }
    StructType schema = spec.schema().add("_change_type", "string");
    entries.put(spec.id(), new Entry(after, upTo, schema, rows));
  }

  /** The rows, if the run changed the table from the one version to the other. */
  public Optional<Dataset<Row>> find(SparkSession session, TableId table, long after, long upTo) {
    return Optional.ofNullable(entries.get(table))
        .filter(entry -> entry.after == after && entry.upTo == upTo)
        .map(entry -> session.createDataFrame(entry.rows, entry.schema));
  }

  private static Row changed(TableSpec spec, Row row, String type) {
    int columns = spec.schema().length();
    Object[] values = new Object[columns + 1];
    for (int i = 0; i < columns; i++) {
      values[i] = row.get(i);
    }
    values[columns] = type;
    return RowFactory.create(values);
  }
}
