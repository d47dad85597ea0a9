package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.StepInputs;
import java.sql.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The dates of an as-of table: those that a run computes, and those that are no longer kept. */
final class AsOfDates {
  private final RunContext run;
  private final SparkSession session;
  private final Graph.Node node;

  AsOfDates(RunContext run, SparkSession session, Graph.Node node) {
    this.run = run;
    this.session = session;
    this.node = node;
  }

  /**
   * Which stored rows this run stands for: those of the dates that it computes, and of those that
   * are no longer kept.
   *
   * @param computed what the run computed
   */
  Column areOfRun(Dataset<Row> stored, StepInputs inputs, Dataset<Row> computed) {
    TableSpec spec = node.definition().spec();
    String column = spec.asOfColumn().orElseThrow();
    Set<Date> dates = of(computed, column);
    dates.add(Date.valueOf(run.asOf()));
    node.step().dates(inputs).forEach(date -> dates.add(Date.valueOf(date)));
    if (spec.keepDates().isPresent()) {
      dates.addAll(expired(ofTable(stored, column), dates, spec.keepDates().getAsInt()));
    }
    return stored.col(column).isin(dates.toArray());
  }

  /** All but the latest dates and month ends; the run's own dates stay whatever their age. */
  static Set<Date> expired(Set<Date> existing, Set<Date> ofRun, int keep) {
    TreeSet<Date> latest = new TreeSet<>(existing);
    latest.addAll(ofRun);
    for (int i = 0; i < keep; i++) {
      latest.pollLast();
    }
    latest.removeAll(ofRun);
    latest.removeIf(date -> date.toLocalDate().plusDays(1).getDayOfMonth() == 1);
    return latest;
  }

  /** Of rows that the driver has, without a query. */
  private static Set<Date> of(Dataset<Row> rows, String column) {
    Dataset<Row> dates = rows.select(column);
    return Few.known(dates).orElseGet(() -> dates.distinct().collectAsList()).stream()
        .map(row -> row.getDate(0))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As the table's log tells, where no file has several. */
  private Set<Date> ofTable(Dataset<Row> stored, String column) {
    return run.mending(node.id()).isPresent()
        ? of(stored, column)
        : run.tables().dates(session, node.id(), column).orElseGet(() -> of(stored, column));
  }
}
