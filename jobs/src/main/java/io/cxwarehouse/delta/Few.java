package io.cxwarehouse.delta;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings few rows to the driver. A night changes little: what follows (counts, checks, the write)
 * then plans and runs on the rows themselves and not on the query that made them.
 */
public final class Few {
  /** Rows that the driver holds without a thought, wide ones too. */
  public static final int MAX_ROWS = 10_000;

  private Few() {}

  /** The rows if they are at most {@link #MAX_ROWS}. */
  public static Optional<List<Row>> rows(Dataset<Row> rows) {
    List<Row> found = rows.limit(MAX_ROWS + 1).collectAsList();
    return found.size() <= MAX_ROWS ? Optional.of(found) : Optional.empty();
  }
}
