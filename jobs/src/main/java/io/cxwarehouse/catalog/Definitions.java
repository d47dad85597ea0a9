package io.cxwarehouse.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All tables and KPIs: those shipped in the jar and those of {@code warehouse.extra} folders. */
public final class Definitions {
  private static final String ROOT = "warehouse";
  private static final String KPIS = "kpi";

  private final SortedMap<TableId, TableDefinition> tables;
  private final SortedMap<String, KpiDefinition> kpis;

  private Definitions(
      SortedMap<TableId, TableDefinition> tables, SortedMap<String, KpiDefinition> kpis) {
    this.tables = Collections.unmodifiableSortedMap(tables);
    this.kpis = Collections.unmodifiableSortedMap(kpis);
  }

  /**
   * Reads the shipped definitions and those below {@code extra} folders, laid out alike ({@code
   * <layer>/<table>/table.sql}, {@code kpi/<kpi>/kpi.conf}). An extra {@code from_<source>.sql}
   * without a {@code table.sql} adds its source to a shipped table.
   */
  public static Definitions load(List<Path> extra) {
    try {
      SortedMap<TableId, TableDefinition> tables = new TreeMap<>(Shipped.get().tables());
      SortedMap<String, KpiDefinition> kpis = new TreeMap<>(Shipped.get().kpis());
      for (Path folder : extra) {
        if (!Files.isDirectory(folder)) {
          throw new CxwException(
              ExitCode.USAGE,
              "The folder " + folder + " of warehouse.extra cannot be read.",
              "it is not a folder",
              "Name a folder that holds <layer>/<table>/ folders, or remove it from the list.");
        }
        read(folder, tables, kpis);
      }
      tables.replaceAll((id, table) -> withParts(table, tables));
      kpis.values().forEach(kpi -> kpi.addTo(tables));
      return new Definitions(tables, kpis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's own folders, read once: they do not change while it runs. */
  private record Shipped(
      SortedMap<TableId, TableDefinition> tables, SortedMap<String, KpiDefinition> kpis) {
    private static Shipped read;

    static synchronized Shipped get() throws IOException {
      if (read == null) {
        Shipped shipped = new Shipped(new TreeMap<>(), new TreeMap<>());
        Optional<Path> root = ResourceFolder.find(ROOT);
        if (root.isPresent()) {
          Definitions.read(root.get(), shipped.tables(), shipped.kpis());
        }
        read = shipped;
      }
      return read;
    }
  }

  /** For tests: exactly these definitions. */
  public static Definitions of(List<TableDefinition> definitions) {
    SortedMap<TableId, TableDefinition> tables = new TreeMap<>();
    definitions.forEach(definition -> tables.put(definition.id(), definition));
    return new Definitions(tables, new TreeMap<>());
  }

  public SortedMap<TableId, TableDefinition> tables() {
    return tables;
  }

  /** KPIs by name. */
  public SortedMap<String, KpiDefinition> kpis() {
    return kpis;
  }

  public Optional<TableDefinition> find(TableId id) {
    return Optional.ofNullable(tables.get(id));
  }

  public TableDefinition table(TableId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no definition of " + id));
  }

  private static void read(
      Path root, SortedMap<TableId, TableDefinition> tables, SortedMap<String, KpiDefinition> kpis)
      throws IOException {
    for (Layer layer : Layer.values()) {
      Path folder = root.resolve(layer.folder());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      for (Path table : children(folder)) {
        TableId id = new TableId(layer, table.getFileName().toString().replace("/", ""));
        TableDefinition definition = read(table, id, tables.get(id));
        tables.put(id, definition);
      }
    }
    if (Files.isDirectory(root.resolve(KPIS))) {
      for (Path folder : children(root.resolve(KPIS))) {
        KpiDefinition kpi = KpiDefinition.read(folder);
        kpis.put(kpi.name(), kpi);
      }
    }
  }

  private static TableDefinition read(Path folder, TableId id, TableDefinition shipped)
      throws IOException {
    Path ddl = folder.resolve("table.sql");
    SortedMap<String, String> queries = new TreeMap<>();
    Optional<SourceShape> sources = Optional.empty();
    TableSpec spec;
    if (Files.exists(ddl)) {
      spec = TableSpec.parse(Files.readString(ddl), ddl.toString());
    } else if (shipped != null) {
      spec = shipped.spec();
      queries.putAll(shipped.queries());
      sources = shipped.sources();
    } else {
      throw invalid(folder, "it has no table.sql");
    }
    if (!spec.id().equals(id)) {
      throw invalid(folder, "its table.sql defines " + spec.id());
    }
    for (Path file : children(folder)) {
      String name = file.getFileName().toString();
      if (name.matches("query[.]sql|(from|with)_.*[.]sql")) {
        queries.put(name, Files.readString(file));
      } else if (name.equals("sources.sql")) {
        sources = Optional.of(SourceShape.parse(Files.readString(file), file.toString()));
      }
    }
    requireOneHome(folder, spec, queries.keySet(), sources.isPresent());
    Path affectedFile = folder.resolve("affected.sql");
    Path checksFile = folder.resolve("checks.sql");
    boolean isAddition = !Files.exists(ddl);
    Optional<String> affected = isAddition ? shipped.affected() : Optional.empty();
    List<Check> checks = isAddition ? shipped.checks() : List.of();
    return new TableDefinition(
        spec,
        Collections.unmodifiableSortedMap(queries),
        sources,
        Files.exists(affectedFile) ? Optional.of(Files.readString(affectedFile)) : affected,
        Files.exists(checksFile) ? Check.parse(Files.readString(checksFile)) : checks);
  }

  /** The table with the parts of others that it names. */
  private static TableDefinition withParts(
      TableDefinition table, SortedMap<TableId, TableDefinition> tables) {
    TableDefinition result = table;
    for (Map.Entry<String, List<String>> entry : table.spec().parts().entrySet()) {
      TableDefinition other = tables.get(TableId.of(entry.getKey()));
      for (String part : entry.getValue()) {
        String file = "with_" + part + ".sql";
        if (other == null || !other.queries().containsKey(file)) {
          throw new CxwException(
              ExitCode.USAGE,
              "The table definition of " + table.id() + " cannot be used.",
              "cxw.parts names " + entry.getKey() + ", which has no " + file,
              "Correct it; docs/add-a-table.md describes table.sql.");
        }
        result = result.with(file, other.queries().get(file));
      }
    }
    return result;
  }

  private static void requireOneHome(
      Path folder, TableSpec spec, Set<String> files, boolean hasShape) {
    boolean hasQuery = files.contains("query.sql");
    boolean hasSources = files.stream().anyMatch(name -> name.startsWith("from_"));
    if (hasShape && !(hasQuery && hasSources)) {
      throw invalid(folder, "sources.sql says what from_<source>.sql files give to query.sql");
    }
    boolean isOne = hasQuery ? hasShape || !hasSources : hasSources;
    boolean isComputed = spec.id().layer() != Layer.OPS;
    if (spec.step().isPresent() ? !files.isEmpty() : isComputed && !isOne) {
      throw invalid(
          folder, "a table has one home: query.sql, or from_<source>.sql files, or cxw.step");
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static CxwException invalid(Path folder, String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "The table folder " + folder + " cannot be used.",
        cause,
        "Correct it; docs/add-a-table.md describes a table's folder.");
  }
}
