package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Held;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a table changes: the rows that come, go and become others, and their counts. Few rows are at
 * the driver, so that checks, restatements and the write need no further query of them.
 */
final class Change implements AutoCloseable {
  private final Dataset<Row> diff;
  private final Optional<List<Row>> rows;
  private final DiffStats stats;
  private final Runnable release;

  private Change(Dataset<Row> diff, Optional<List<Row>> rows, DiffStats stats, Runnable release) {
    this.diff = diff;
    this.rows = rows;
    this.stats = stats;
    this.release = release;
  }

  /**
   * Computes the diff.
   *
   * @param stoodAt the date at which the table stood before; empty: it is new
   * @param isFew it is made of few rows
   */
  static Change of(TableSpec spec, Dataset<Row> diff, Optional<LocalDate> stoodAt, boolean isFew) {
    if (isFew) {
      Optional<Change> few = ofFew(spec, diff, stoodAt, () -> {});
      if (few.isPresent()) {
        return few.get();
      }
    }
    Held held = Held.of(diff);
    try {
      return of(spec, held.rows(), stoodAt, held::close);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** The same of a diff that costs nothing to read again. */
  static Change ofHeld(TableSpec spec, Dataset<Row> diff, Optional<LocalDate> stoodAt) {
    return of(spec, diff, stoodAt, () -> {});
  }

  private static Change of(
      TableSpec spec, Dataset<Row> diff, Optional<LocalDate> stoodAt, Runnable release) {
    return ofFew(spec, diff, stoodAt, release)
        .orElseGet(
            () -> new Change(diff, Optional.empty(), DiffStats.of(spec, diff, stoodAt), release));
  }

  private static Optional<Change> ofFew(
      TableSpec spec, Dataset<Row> diff, Optional<LocalDate> stoodAt, Runnable release) {
    return Few.rows(diff)
        .map(
            rows ->
                new Change(
                    diff.sparkSession().createDataFrame(rows, diff.schema()),
                    Optional.of(rows),
                    DiffStats.of(spec, rows, stoodAt),
                    release));
  }

  Dataset<Row> diff() {
    return diff;
  }

  /** The diff's rows, where they are few. */
  Optional<List<Row>> rows() {
    return rows;
  }

  DiffStats stats() {
    return stats;
  }

  /** Whether the table stays as it is. */
  boolean isNone() {
    return stats.total() == 0;
  }

  @Override
  public void close() {
    release.run();
  }
}
