package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableSpec;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A row of {@code ops.run}, made by the names of its columns; those not named are null. */
final class RunRow {
  private final String[] columns;
  private final Map<String, Object> values = new HashMap<>();

  /** A run of this process. */
  RunRow(TableSpec spec, String id, long number, Instant started) {
    columns = spec.schema().fieldNames();
    with("run_id", id);
    with("run_number", number);
    with("started_at", Timestamp.from(started));
    with("host", LockHolder.host());
  }

  /** Also takes away what was said of a column before. */
  RunRow with(String column, Object value) {
    if (!Arrays.asList(columns).contains(column)) {
      throw new IllegalArgumentException("ops.run has no column " + column);
    }
    values.put(column, value);
    return this;
  }

  /** That it has ended. */
  RunRow ended(Instant at, int exitCode) {
    return with("finished_at", Timestamp.from(at)).with("exit_code", exitCode);
  }

  Row row() {
    return RowFactory.create(Arrays.stream(columns).map(values::get).toArray());
  }
}
