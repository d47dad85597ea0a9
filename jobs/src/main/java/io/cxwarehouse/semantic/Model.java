package io.cxwarehouse.semantic;

import io.cxwarehouse.catalog.TableSpec;
import java.util.List;

/** A table with its KPIs. */
record Model(TableSpec table, List<Metric> metrics) {
  String name() {
    return table.id().name();
  }

  /** The column that dates its rows, of all its KPIs. */
  String date() {
    return metrics.get(0).date();
  }
}
