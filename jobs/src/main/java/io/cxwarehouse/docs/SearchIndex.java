package io.cxwarehouse.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the search of the first page looks through: names, what they mean, and columns. */
final class SearchIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SearchIndex() {}

  /** JSON that may stand in a script: nothing in it ends one or begins an entity. */
  static String json(Collection<List<TableEntry>> layers, List<KpiEntry> kpis) {
    List<Map<String, Object>> entries = new ArrayList<>();
    kpis.forEach(kpi -> entries.add(entry(kpi.link(), kpi.definition(), List.of())));
    layers.stream()
        .flatMap(List::stream)
        .forEach(
            table ->
                entries.add(
                    entry(
                        table.link(),
                        table.purpose(),
                        table.columns().stream()
                            .map(column -> List.of(column.name(), column.meaning()))
                            .toList())));
    try {
      return JSON.writeValueAsString(entries)
          .replace("&", "\\u0026")
          .replace("<", "\\u003c")
          .replace(">", "\\u003e");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> entry(Link link, String text, List<List<String>> columns) {
    return Map.of(
        "name",
        link.label(),
        "kind",
        link.kind(),
        "href",
        link.href(),
        "text",
        text,
        "columns",
        columns);
  }
}
