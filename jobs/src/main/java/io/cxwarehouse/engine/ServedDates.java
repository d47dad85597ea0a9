package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.StepInputs;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Which dates of an as-of table runs computed: their own, or others such as month ends. */
final class ServedDates {
  private final Warehouse warehouse;
  private final SparkSession session;
  private final Graph.Node node;

  ServedDates(Warehouse warehouse, SparkSession session, TableId table) {
    this.warehouse = warehouse;
    this.session = session;
    this.node =
        warehouse.graph().nodes().stream()
            .filter(one -> one.id().equals(table))
            .findFirst()
            .orElseThrow();
  }

  /** The date of the latest run that computes a date, by that date. */
  NavigableMap<LocalDate, LocalDate> byDate(RunState state) {
    NavigableSet<LocalDate> runs =
        state.standing().stream()
            .map(run -> run.<Date>getAs("as_of").toLocalDate())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean isSameAlways =
        node.definition().spec().asOfPart().isPresent() && !Fingerprints.readsAsOf(node);
    if (isSameAlways && !runs.isEmpty()) {
      runs = runs.tailSet(runs.last(), true);
    }
    NavigableMap<LocalDate, LocalDate> served = new TreeMap<>();
    Map<String, Tables.State> inputs = inputs();
    for (LocalDate run : runs) {
      node.step().dates(at(run, inputs, state)).forEach(date -> served.put(date, run));
    }
    return served;
  }

  private StepInputs at(LocalDate run, Map<String, Tables.State> inputs, RunState state) {
    return new Snapshot(
        session,
        warehouse.tables(),
        warehouse.relations(),
        warehouse.definitions(),
        inputs,
        state.intakeLog(),
        new Parameters(QueryInputs.parameters(warehouse.settings(), run)));
  }

  private Map<String, Tables.State> inputs() {
    return node.inputs().stream()
        .map(RelationName::of)
        .filter(relation -> !relation.isConfig())
        .collect(
            Collectors.toMap(
                RelationName::base,
                relation -> warehouse.tables().state(session, relation.table()),
                (one, same) -> one));
  }
}
