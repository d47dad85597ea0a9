package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The steps and what each follows, derived from their queries and declared inputs. */
public final class Graph {
  /** A step with its inputs, as relation names, sorted. */
  public record Node(
      TableDefinition definition,
      Step step,
      SortedSet<String> inputs,
      SortedSet<String> affectedInputs) {
    public TableId id() {
      return definition.id();
    }

    /** The tables that it is made of, delivered ones too. */
    public SortedSet<TableId> tables() {
      SortedSet<TableId> tables = new TreeSet<>();
      for (String input : inputs) {
        RelationName relation = RelationName.of(input);
        if (!relation.isConfig()) {
          tables.add(relation.table());
        }
      }
      return tables;
    }
  }

  private final Map<TableId, Node> nodes;

  private Graph(Map<TableId, Node> nodes) {
    this.nodes = nodes;
  }

  /** Reads every definition's inputs; a cycle or an unknown relation is an error. */
  public static Graph of(Definitions definitions, Relations relations) {
    SortedMap<TableId, Node> unordered = new TreeMap<>();
    for (TableDefinition definition : definitions.tables().values()) {
      if (definition.id().layer() == Layer.OPS) {
        continue;
      }
      Step step = Steps.of(definition);
      SortedSet<String> inputs = new TreeSet<>(step.inputs());
      SortedSet<String> affected = new TreeSet<>();
      definition.affected().ifPresent(text -> affected.addAll(QueryPlans.relations(text)));
      for (String name : affected) {
        inputs.add(RelationName.of(name).base());
      }
      for (String name : definition.spec().narrow().keySet()) {
        if (!inputs.contains(name)
            && !inputs.contains(name + "_versions")
            && !inputs.contains(name + "_deliveries")) {
          throw unknown(definition.id(), "cxw.narrow names " + name + ", which it does not read");
        }
      }
      for (String name : inputs) {
        if (!relations.isKnown(name)) {
          throw unknown(definition.id(), "no table, delivery or configuration gives " + name);
        }
      }
      unordered.put(definition.id(), new Node(definition, step, inputs, affected));
    }
    Map<TableId, Node> ordered = new LinkedHashMap<>();
    for (TableId id : unordered.keySet()) {
      visit(id, unordered, ordered, new LinkedHashSet<>());
    }
    return new Graph(ordered);
  }

  private static void visit(
      TableId id, Map<TableId, Node> all, Map<TableId, Node> ordered, Set<TableId> path) {
    if (ordered.containsKey(id)) {
      return;
    }
    if (!path.add(id)) {
      throw new CxwException(
          ExitCode.USAGE,
          "The tables depend on each other in a circle.",
          path + " → " + id,
          "Remove one of these relations from its query.");
    }
    Node node = all.get(id);
    for (TableId input : tables(node.inputs())) {
      if (all.containsKey(input)) {
        visit(input, all, ordered, path);
      }
    }
    path.remove(id);
    ordered.put(id, node);
  }

  private static CxwException unknown(TableId table, String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "Table " + table + " names a relation that does not exist.",
        cause,
        "Correct the name in the table's folder, or add the table or source.");
  }

  /** Silver and gold tables (not bronze, not config) among relation names. */
  private static List<TableId> tables(Set<String> names) {
    List<TableId> ids = new ArrayList<>();
    for (String name : names) {
      RelationName relation = RelationName.of(name);
      if (relation.isComputed()) {
        ids.add(relation.table());
      }
    }
    return ids;
  }

  /** Nodes in an order in which inputs come first. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Node node(TableId id) {
    return nodes.get(id);
  }

  /** Computed tables that a table reads. */
  public List<TableId> inputsOf(TableId id) {
    return tables(nodes.get(id).inputs());
  }

  /** Tables of which somebody asks what changed. */
  public Set<TableId> followedByKeys() {
    Set<TableId> result = new TreeSet<>();
    for (Node node : nodes.values()) {
      result.addAll(tables(node.definition().spec().narrow().keySet()));
      for (String name : node.affectedInputs()) {
        RelationName relation = RelationName.of(name);
        if (relation.isChanges() && relation.isComputed()) {
          result.add(relation.table());
        }
      }
    }
    return result;
  }
}
