package io.cxwarehouse.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.html.Html;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the search of the first page looks through: names, what they mean, and columns. */
final class SearchIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SearchIndex() {}

  private record Entry(
      String name, String kind, String href, String text, List<List<String>> columns) {
    static Entry of(Link link, String text, List<List<String>> columns) {
      return new Entry(link.label(), link.kind(), link.href(), text, columns);
    }
  }

  /** For a script. */
  static String json(Collection<List<TableEntry>> layers, List<KpiEntry> kpis) {
    List<Entry> entries = new ArrayList<>();
    kpis.forEach(kpi -> entries.add(Entry.of(kpi.link(), kpi.definition(), List.of())));
    layers.stream()
        .flatMap(List::stream)
        .forEach(
            table ->
                entries.add(
                    Entry.of(
                        table.link(),
                        table.purpose(),
                        table.columns().stream()
                            .map(column -> List.of(column.name(), column.meaning()))
                            .toList())));
    return Html.json(JSON, entries);
  }
}
