package io.cxwarehouse.semantic;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.engine.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * KPIs that a tool can compute from additive parts, by the table that holds them. KPIs of which no
 * tool can (percentiles, what is known at the end of a window only) are on the scorecard.
 */
public final class SemanticLayer {
  /** A tool whose files are written. */
  public enum Tool {
    DBT_METRICS,
    CUBE,
    SUPERSET
  }

  private final List<Model> models;
  private final TableSpec scorecard;

  private SemanticLayer(List<Model> models, TableSpec scorecard) {
    this.models = models;
    this.scorecard = scorecard;
  }

  /** What the definitions say; needs no data. */
  public static SemanticLayer of(Warehouse warehouse) {
    SortedMap<TableId, List<Metric>> metrics = new TreeMap<>();
    warehouse
        .relations()
        .configured(warehouse.spark(), Kpis.RELATION)
        .collectAsList()
        .forEach(
            row ->
                Metric.of(row)
                    .ifPresent(
                        metric ->
                            metrics
                                .computeIfAbsent(metric.table(), table -> new ArrayList<>())
                                .add(metric)));
    List<Model> models = new ArrayList<>();
    metrics.forEach(
        (table, its) ->
            models.add(new Model(warehouse.definitions().tables().get(table).spec(), its)));
    return new SemanticLayer(
        models, warehouse.definitions().tables().get(TableId.of("gold.kpi_scorecard")).spec());
  }

  /**
   * The files of a tool, by path.
   *
   * @param schema in which the tool finds the tables
   */
  public SortedMap<String, String> files(Tool tool, String schema) {
    List<Model> models = this.models.stream().map(model -> model.in(schema)).toList();
    Map<String, Object> contents =
        switch (tool) {
          case DBT_METRICS -> MetricFlow.files(models, schema);
          case CUBE -> Cube.files(models, schema);
          case SUPERSET -> new Superset(schema).files(models, scorecard);
        };
    SortedMap<String, String> files = new TreeMap<>();
    contents.forEach(
        (path, content) ->
            files.put(path, content instanceof String text ? text : Yaml.text(content)));
    return files;
  }

  /**
   * Writes the files of a tool, over those of before; Superset's also as the archive that it
   * imports. Returns what the tool is given.
   */
  public Path write(Tool tool, String schema, Path folder) {
    SortedMap<String, String> files = files(tool, schema);
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      return tool == Tool.SUPERSET ? archive(files, folder.resolve("cx.zip")) : folder;
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The definitions of KPIs could not be written to " + folder + ".",
          e.toString(),
          "Name a folder that can be written with --out, or mend the cause, and run the same command"
              + " again: it writes all files anew.",
          e);
    }
  }

  /** The same files give the same bytes. */
  private static Path archive(SortedMap<String, String> files, Path path) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return path;
  }

  /** How many KPIs the tool gets. */
  public int size() {
    return models.stream().mapToInt(model -> model.metrics().size()).sum();
  }
}
