package io.cxwarehouse.semantic;

import io.cxwarehouse.catalog.TableSpec;
import java.util.List;

/** A table with its KPIs. */
record Model(TableSpec table, List<Metric> metrics) {
  String name() {
    return table.id().name();
  }

  /** The column that dates its first KPI. */
  String date() {
    return metrics.get(0).date();
  }

  /** All columns that date KPIs. */
  List<String> dates() {
    return metrics.stream().map(Metric::date).distinct().toList();
  }

  Model in(String schema) {
    return new Model(table, metrics.stream().map(metric -> metric.in(schema)).toList());
  }
}
