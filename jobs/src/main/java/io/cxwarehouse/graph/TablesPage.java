package io.cxwarehouse.graph;

import static java.util.stream.Collectors.joining;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructField;

/** The tables of a layer for readers, as a page of Markdown: from their comments and the graph. */
public final class TablesPage {
  private final Definitions definitions;
  private final Map<TableId, SortedSet<String>> inputs = new TreeMap<>();
  private final Map<TableId, SortedSet<String>> followers = new TreeMap<>();

  public TablesPage(Definitions definitions, Graph graph) {
    this.definitions = definitions;
    for (Graph.Node node : graph.nodes()) {
      inputs.put(node.id(), node.inputs());
      for (TableId input : graph.inputsOf(node.id())) {
        followers.computeIfAbsent(input, id -> new TreeSet<>()).add(node.id().toString());
      }
    }
  }

  public String of(Layer layer) {
    Collection<TableDefinition> tables =
        definitions.tables().values().stream()
            .filter(table -> table.id().layer() == layer)
            .toList();
    StringBuilder page = new StringBuilder();
    page.append("# Tables of ").append(layer.folder()).append("\n\n");
    page.append("Written by `cxw doc ").append(layer.folder());
    page.append("` from the definitions of the tables. Correct those, not this page.\n\n");
    page.append("| table | what it holds |\n|---|---|\n");
    for (TableDefinition table : tables) {
      page.append("| ").append(linked(table.id().toString())).append(" | ");
      page.append(cell(table.spec().comment())).append(" |\n");
    }
    tables.forEach(table -> append(page, table.spec()));
    return page.toString();
  }

  private void append(StringBuilder page, TableSpec table) {
    page.append("\n## ").append(table.id()).append("\n\n").append(table.comment()).append(".\n\n");
    page.append("- **Grain**: one row per ").append(table.grain()).append('\n');
    page.append("- **Key**: ").append(coded(table.key())).append('\n');
    if (!table.partitionColumns().isEmpty()) {
      page.append("- **Partition**: ").append(coded(table.partitionColumns())).append('\n');
    }
    if (inputs.containsKey(table.id())) {
      page.append("- **Computed**: ").append(computed(table)).append('\n');
      page.append("- **Follows**: ").append(linked(inputs.get(table.id()))).append('\n');
      page.append("- **Followed by**: ");
      page.append(linked(followers.getOrDefault(table.id(), new TreeSet<>()))).append('\n');
    }
    page.append("\n| column | type | meaning |\n|---|---|---|\n");
    for (StructField field : table.schema().fields()) {
      page.append("| `").append(field.name()).append("` | ");
      page.append(cell(field.dataType().sql().toLowerCase(Locale.ROOT))).append(" | ");
      page.append(cell(field.getComment().getOrElse(() -> ""))).append(" |\n");
    }
  }

  private static String computed(TableSpec table) {
    return switch (table.mode()) {
      case FULL -> "whole";
      case KEYS -> "by keys (" + coded(table.narrowBy()) + ")";
      case PARTITIONS -> "by dates (" + coded(table.narrowBy()) + ")";
    };
  }

  private String linked(SortedSet<String> names) {
    return names.isEmpty() ? "–" : names.stream().map(this::linked).collect(joining(", "));
  }

  /** The name with a link, where the page of its layer has it. */
  private String linked(String name) {
    RelationName relation = RelationName.of(name);
    boolean hasPage =
        !relation.isBronze()
            && !relation.isConfig()
            && definitions.find(TableId.of(name)).isPresent();
    return hasPage
        ? "[%s](%s.md#%s)".formatted(name, TableId.of(name).layer().folder(), name.replace(".", ""))
        : "`" + name + "`";
  }

  private static String coded(Collection<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
