package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Says per table why and how it would run, without running anything. */
final class Planner {
  private final Warehouse warehouse;
  private final RunOptions options;

  Planner(Warehouse warehouse, RunOptions options) {
    this.warehouse = warehouse;
    this.options = options;
  }

  List<PlannedStep> plan() {
    RunState state = warehouse.state();
    return steps(
        RunContext.of(
            warehouse,
            options,
            state,
            new OpsLog(warehouse.definitions(), "plan"),
            null,
            Optional.empty()),
        Selection.of(options.only(), warehouse.graph()),
        Intakes.pending(state, warehouse.landing(options.asOf(), state.folders())));
  }

  /**
   * The steps of a run before any of them has begun.
   *
   * @param delivered bronze tables that will get rows
   */
  static List<PlannedStep> steps(RunContext run, Set<TableId> chosen, Set<TableId> delivered) {
    SparkSession session = run.newSession();
    Graph graph = run.warehouse().graph();
    Set<TableId> moving = new HashSet<>(delivered);
    List<PlannedStep> steps = new ArrayList<>();
    for (Graph.Node node : graph.nodes()) {
      if (!chosen.contains(node.id())) {
        continue;
      }
      Decision decision = run.decide(session, node);
      List<String> reasons = new ArrayList<>(decision.reasons());
      How how = decision.how();
      for (String name : node.inputs()) {
        RelationName relation = RelationName.of(name);
        if (relation.isConfig() || !moving.contains(relation.table())) {
          continue;
        }
        reasons.add(
            relation.isBronze()
                ? "new files of " + relation.base()
                : relation.base() + " may change");
        if (how == How.SKIP) {
          how = how(node);
        }
      }
      boolean mayBeDue = decision.reasons().isEmpty() && (how == How.KEYS || how == How.PARTITIONS);
      if (mayBeDue && reasons.isEmpty()) {
        reasons.add("rows may be due");
      }
      if (how != How.SKIP) {
        moving.add(node.id());
      }
      steps.add(new PlannedStep(node.id(), how, reasons, graph.inputsOf(node.id())));
    }
    return steps;
  }

  private static How how(Graph.Node node) {
    return switch (node.definition().spec().mode()) {
      case KEYS -> How.KEYS;
      case PARTITIONS -> How.PARTITIONS;
      case FULL -> How.FULL;
    };
  }
}
