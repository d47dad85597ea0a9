package io.cxwarehouse.graph;

import java.time.LocalDate;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes one table from its declared inputs. */
public interface Step {
  /** Names of the relations that {@link #compute} may read, such as {@code gold.fct_order}. */
  Set<String> inputs();

  /** The table's rows: columns by name, order and type as its {@code table.sql} says. */
  Dataset<Row> compute(StepInputs inputs);

  /**
   * Of a table with an as-of column: the dates whose rows it computes, also where it finds none.
   */
  default Set<LocalDate> dates(StepInputs inputs) {
    return Set.of(inputs.parameters().date("as_of"));
  }

  /**
   * Whether a table with an as-of column is computed again because a day has begun, although its
   * inputs are the same.
   */
  default boolean movesWithDays() {
    return true;
  }
}
