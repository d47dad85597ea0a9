package io.cxwarehouse.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A KPI with all that explains and computes it: the files of its folder {@code kpi/<name>}.
 *
 * @param conf what it means, in HOCON: {@code kpi.conf}
 * @param recompute a SELECT of its value over a window, from published tables: {@code
 *     recompute.sql}
 * @param parts SELECTs of its numerator and denominator, by the table to which they add rows:
 *     {@code <table>.sql}; empty where a query of the table already counts them
 */
public record KpiDefinition(
    String name, Path folder, String conf, String recompute, SortedMap<TableId, String> parts) {

  private static final String CONF = "kpi.conf";
  private static final String RECOMPUTE = "recompute.sql";
  private static final List<TableId> PARTS =
      List.of(TableId.of("gold.kpi_parts_daily"), TableId.of("gold.kpi_window_part"));

  static KpiDefinition read(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    String conf = texts.remove(CONF);
    String recompute = texts.remove(RECOMPUTE);
    if (conf == null || recompute == null) {
      throw invalid(folder, "it has no " + (conf == null ? CONF : RECOMPUTE));
    }
    SortedMap<TableId, String> parts = new TreeMap<>();
    for (TableId table : PARTS) {
      String text = texts.remove(table.name() + ".sql");
      if (text != null) {
        parts.put(table, text);
      }
    }
    if (!texts.isEmpty()) {
      throw invalid(folder, "nothing reads its " + String.join(", ", texts.keySet()));
    }
    return new KpiDefinition(
        folder.getFileName().toString().replace("/", ""),
        folder,
        conf,
        withoutHeader(recompute),
        Collections.unmodifiableSortedMap(parts));
  }

  /** Adds its parts to the queries of the tables that hold the parts of all KPIs. */
  void addTo(SortedMap<TableId, TableDefinition> tables) {
    parts.forEach(
        (table, query) ->
            tables.computeIfPresent(
                table,
                (id, definition) ->
                    definition.with("kpi/" + name + "/" + id.name() + ".sql", query)));
  }

  /** The statement without the comment above it, which is for readers of the file. */
  private static String withoutHeader(String sql) {
    return sql.replaceFirst("\\A(\\s*--[^\\n]*\\n)+", "").strip();
  }

  private static CxwException invalid(Path folder, String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "The KPI folder " + folder + " cannot be used.",
        cause,
        "Correct it; docs/add-a-kpi.md describes a KPI's folder.");
  }
}
