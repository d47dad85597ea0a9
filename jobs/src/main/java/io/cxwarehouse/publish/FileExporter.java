package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.Sessions;
import io.cxwarehouse.engine.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes tables of the current publication as files, one a table and period, and a manifest of
 * them. The same publication gives the same bytes. Only gold can be exported, and of it not all
 * ({@link Withheld}).
 */
public final class FileExporter {
  private final Warehouse warehouse;
  private final RunListener listener;
  private final SparkSession session;
  private final Withheld withheld;

  public FileExporter(Warehouse warehouse, RunListener listener) {
    this.warehouse = warehouse;
    this.listener = listener;
    this.session = warehouse.newSession();
    this.withheld = Withheld.of(warehouse.definitions());
  }

  public ExportReport export(ExportOptions options) {
    Publication publication =
        Publications.load(session, warehouse.tables())
            .current()
            .orElseThrow(
                () ->
                    new CxwException(
                        ExitCode.USAGE,
                        "There is nothing to export.",
                        "no run has published yet",
                        "Run `cxw run` first; `cxw status` shows what holds it back."));
    List<TableId> tables = tables(options, publication);
    try {
      ExportFolder folder =
          new ExportFolder(options.folder(), session.sessionState().newHadoopConf());
      folder.begin();
      List<ExportReport.File> files = new ArrayList<>();
      for (TableId table : tables) {
        listener.phase("writing " + table);
        files.addAll(write(folder, table, publication, options));
      }
      folder.end(manifest(publication, options, files), files);
      return new ExportReport(publication, options.folder(), files);
    } catch (CxwException e) {
      throw e;
    } catch (Exception e) { // Spark's are partly checked, but not declared
      throw new CxwException(
          ExitCode.FAILURE,
          "The export to " + options.folder() + " could not be written.",
          String.valueOf(e.getMessage()),
          "Mend the cause and run the same command again. What an earlier export left is still"
              + " there; without a manifest.json it is not whole.",
          e);
    }
  }

  private List<TableId> tables(ExportOptions options, Publication publication) {
    List<TableId> published =
        publication.versions().keySet().stream()
            .filter(table -> table.layer() == Layer.GOLD)
            .filter(warehouse.definitions().tables()::containsKey)
            .filter(table -> !withheld.tables().contains(table))
            .toList();
    List<TableId> chosen =
        options.tables().stream().map(name -> table(name, published, publication)).toList();
    return chosen.isEmpty() ? published : chosen;
  }

  private TableId table(String name, List<TableId> published, Publication publication) {
    return published.stream()
        .filter(table -> table.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CxwException(
                    ExitCode.USAGE,
                    "The table " + name + " cannot be exported; nothing was written.",
                    whyNot(name, publication),
                    "`cxw publication show` names the tables; write them as gold.fct_ticket."));
  }

  private String whyNot(String name, Publication publication) {
    if (!name.startsWith("gold.")) {
      return "only tables of gold leave the warehouse: others hold persons";
    }
    return withheld.tables().stream().anyMatch(table -> table.toString().equals(name))
        ? "it holds numbers of employees, or others that never leave as files (cxw.exported)"
        : "publication " + publication.id() + " has no such table";
  }

  private List<ExportReport.File> write(
      ExportFolder folder, TableId table, Publication publication, ExportOptions options)
      throws IOException {
    TableSpec spec = warehouse.definitions().table(table).spec();
    Sessions.fit(session, warehouse.tables().size(session, table).bytes());
    Dataset<Row> version =
        warehouse.tables().read(session, table, publication.versions().get(table));
    ExportRows rows = ExportRows.of(spec, withheld.leave(spec, version), options);
    switch (options.format()) {
      case CSV -> csv(folder, spec, rows, options);
      case PARQUET -> parquet(folder, table, rows);
    }
    List<ExportReport.File> files = new ArrayList<>();
    for (Map.Entry<String, Long> period : rows.counts().entrySet()) {
      String of = period.getKey();
      String path = path(table, of, options.format());
      long size = folder.size(path);
      String sha256 = folder.sha256(path);
      files.add(new ExportReport.File(table.toString(), of, path, period.getValue(), size, sha256));
    }
    return files;
  }

  private static void csv(
      ExportFolder folder, TableSpec spec, ExportRows rows, ExportOptions options)
      throws IOException {
    List<String> header = Arrays.asList(spec.schema().fieldNames());
    String period = null;
    CsvFile file = null;
    try {
      Iterator<Row> all = rows.inParts().toLocalIterator();
      while (all.hasNext()) {
        Row row = all.next();
        String of = row.getString(header.size());
        if (!of.equals(period)) {
          if (file != null) {
            file.close();
          }
          period = of;
          file =
              new CsvFile(
                  folder.create(path(spec.id(), of, options.format())), options.hasBom(), header);
        }
        file.add(row);
      }
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }

  private static void parquet(ExportFolder folder, TableId table, ExportRows rows)
      throws IOException {
    if (rows.counts().isEmpty()) {
      return;
    }
    rows.inOnePart()
        .write()
        .mode("overwrite")
        .partitionBy(ExportRows.PERIOD)
        .parquet(folder.unfinished().toString());
    for (Map.Entry<String, Path> file : folder.written(ExportRows.PERIOD).entrySet()) {
      folder.take(file.getValue(), path(table, file.getKey(), ExportOptions.Format.PARQUET));
    }
  }

  private static String path(TableId table, String period, ExportOptions.Format format) {
    String name = period.equals(ExportRows.ALL) ? table.name() : table.name() + "/" + period;
    return name + "." + name(format);
  }

  private Map<String, Object> manifest(
      Publication publication, ExportOptions options, List<ExportReport.File> files) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("publication", publication.id());
    manifest.put("as_of", publication.asOf().map(Object::toString).orElse(null));
    manifest.put("format", name(options.format()));
    manifest.put("withheld", withheld.described());
    manifest.put("files", files);
    return manifest;
  }

  private static String name(ExportOptions.Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
