package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.RelationName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What each table reads and what reads it, at first hand and all the way. */
final class Lineage {
  private static final List<String> LAYERS = List.of("config", "bronze", "silver", "gold", "ops");
  private static final Comparator<String> BY_LAYER =
      Comparator.<String>comparingInt(name -> LAYERS.indexOf(name.substring(0, name.indexOf('.'))))
          .thenComparing(Comparator.naturalOrder());

  private final Definitions definitions;
  private final Map<String, SortedSet<String>> inputs = new TreeMap<>();
  private final Map<String, SortedSet<String>> followers = new TreeMap<>();

  Lineage(Definitions definitions, Graph graph) {
    this.definitions = definitions;
    for (Graph.Node node : graph.nodes()) {
      String table = node.id().toString();
      for (String name : node.inputs()) {
        String input = base(name);
        inputs.computeIfAbsent(table, key -> new TreeSet<>(BY_LAYER)).add(input);
        followers.computeIfAbsent(input, key -> new TreeSet<>(BY_LAYER)).add(table);
      }
    }
  }

  List<Link> inputs(TableId table) {
    return links(inputs.getOrDefault(table.toString(), new TreeSet<>()));
  }

  List<Link> followers(TableId table) {
    return links(followers.getOrDefault(table.toString(), new TreeSet<>()));
  }

  /** All that a table is made of. */
  SortedSet<String> allInputs(TableId table) {
    return all(table.toString(), inputs::get);
  }

  /** All that is made of a table. */
  SortedSet<String> allFollowers(TableId table) {
    return all(table.toString(), followers::get);
  }

  List<Link> links(SortedSet<String> names) {
    return names.stream().map(name -> Link.relation(name, definitions)).toList();
  }

  private static SortedSet<String> all(String table, Function<String, SortedSet<String>> next) {
    SortedSet<String> found = new TreeSet<>(BY_LAYER);
    collect(table, next, found);
    return found;
  }

  private static void collect(
      String name, Function<String, SortedSet<String>> next, SortedSet<String> found) {
    SortedSet<String> direct = next.apply(name);
    if (direct != null) {
      for (String one : direct) {
        if (found.add(one)) {
          collect(one, next, found);
        }
      }
    }
  }

  /** Its name without the ending that asks for changes, versions or deliveries. */
  private static String base(String name) {
    return RelationName.of(name).base();
  }
}
