package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tables chosen as {@code table}, {@code table+} (and what follows it) or {@code +table}. */
public final class Selection {
  private Selection() {}

  /** The chosen tables; all of them where nothing was chosen. */
  public static Set<TableId> of(List<String> chosen, Graph graph) {
    Set<TableId> all = new TreeSet<>(graph.nodes().stream().map(Graph.Node::id).toList());
    if (chosen.isEmpty()) {
      return all;
    }
    Set<TableId> result = new TreeSet<>();
    for (String text : chosen) {
      boolean withInputs = text.startsWith("+");
      boolean withFollowers = text.endsWith("+");
      String name = text.replace("+", "");
      Set<TableId> named = new TreeSet<>();
      for (TableId id : all) {
        if (id.toString().equals(name) || id.name().equals(name)) {
          named.add(id);
        }
      }
      if (named.isEmpty()) {
        throw new CxwException(
            ExitCode.USAGE,
            "There is no table " + name + ".",
            "--only names a table that no definition computes",
            "Name one of: " + all);
      }
      result.addAll(named);
      Deque<TableId> open = new ArrayDeque<>(named);
      while (withInputs && !open.isEmpty()) {
        for (TableId input : graph.inputsOf(open.pop())) {
          if (all.contains(input) && result.add(input)) {
            open.add(input);
          }
        }
      }
      if (withFollowers) {
        for (Graph.Node node : graph.nodes()) {
          for (TableId input : graph.inputsOf(node.id())) {
            if (named.contains(input)) {
              named.add(node.id());
            }
          }
        }
        result.addAll(named);
      }
    }
    return result;
  }
}
