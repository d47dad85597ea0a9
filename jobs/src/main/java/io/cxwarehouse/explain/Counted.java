package io.cxwarehouse.explain;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a value is counted of, as it is published now.
 *
 * @param table the KPI's table
 * @param rows kind, id, numerator and denominator of each thing counted; one may stand there
 *     several times, such as a ticket with two promises
 * @param n how many rows
 * @param value the value that follows from them; null: none
 */
public record Counted(String table, Dataset<Row> rows, long n, Double value) {
  /** Whether a published value is this one; sums of decimals are rounded differently. */
  public boolean isSame(Double published) {
    if (value == null || published == null) {
      return value == null && published == null;
    }
    return Math.abs(value - published) <= 1e-9 * Math.max(1, Math.abs(published));
  }
}
