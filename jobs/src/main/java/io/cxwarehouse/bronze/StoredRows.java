package io.cxwarehouse.bronze;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What bronze holds by now, for those who read deliveries. */
public interface StoredRows {
  /** Rows of {@code source.entity} with all its columns; empty: there is no table yet. */
  Optional<Dataset<Row>> rows(String entity);

  /** Which of several versions of its records is the latest. */
  Latest versions(String entity);
}
