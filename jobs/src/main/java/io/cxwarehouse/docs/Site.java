package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.html.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The data dictionary as files of HTML that ask for nothing else. */
public final class Site {
  /** By it a folder is known to be an earlier site, which may be written over. */
  private static final String MARK = "<meta name=\"generator\" content=\"cx-warehouse docs\"";

  private static final String INDEX = "index.html";

  private final Engine engine;
  private final GoldenExamples examples;

  /**
   * @param golden where golden cases lie; empty: the program runs without a checkout
   */
  public Site(Engine engine, Optional<Path> golden) {
    this.engine = engine;
    this.examples = new GoldenExamples(golden);
  }

  /** Writes the site; returns the number of pages. */
  public int write(Path folder) {
    try {
      requireOwn(folder);
      SortedMap<String, String> pages = pages();
      removeOthers(folder, pages);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Path file = folder.resolve(page.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.getValue());
      }
      return pages.size();
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The data dictionary could not be written to " + folder + ".",
          e.toString(),
          "Name a folder that can be written with --out, or mend the cause, and run the same command"
              + " again: it writes all pages anew.",
          e);
    }
  }

  /** All pages by their paths. */
  public SortedMap<String, String> pages() {
    Freshness freshness = new Freshness(engine);
    Dictionary dictionary = new Dictionary(engine.warehouse(), freshness, examples);
    Assets assets = Assets.load();
    SortedMap<String, String> pages = new TreeMap<>();
    SortedMap<Layer, List<TableEntry>> layers = new TreeMap<>();
    for (Layer layer : List.of(Layer.SILVER, Layer.GOLD, Layer.OPS)) {
      layers.put(layer, dictionary.tables(layer));
    }
    List<KpiEntry> kpis = dictionary.kpis();
    layers.values().stream()
        .flatMap(List::stream)
        .forEach(
            table ->
                pages.put(
                    table.link().href(),
                    Html.of(
                        "docs/table.jte",
                        Map.of(
                            "table",
                            table,
                            "assets",
                            assets,
                            "hasExamples",
                            examples.areThere()))));
    kpis.forEach(
        kpi ->
            pages.put(
                kpi.link().href(), Html.of("docs/kpi.jte", Map.of("kpi", kpi, "assets", assets))));
    Map<String, Object> index = new HashMap<>();
    index.put("kpis", kpis);
    index.put("layers", layers);
    index.put("published", freshness.published().orElse(""));
    index.put("entries", SearchIndex.json(layers.values(), kpis));
    index.put("assets", assets);
    pages.put(INDEX, Html.of("docs/index.jte", index));
    return pages;
  }

  /** Only a new or empty folder, or an earlier site, is written to. */
  private static void requireOwn(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    boolean isOwn =
        !Files.exists(folder)
            || Files.isDirectory(folder)
                && (children(folder).isEmpty()
                    || Files.exists(index) && Files.readString(index).contains(MARK));
    if (!isOwn) {
      throw new CxwException(
          ExitCode.USAGE,
          "The site is not written to " + folder + ".",
          "something else lies there",
          "Name a new or empty folder with --out, or one with an earlier site.");
    }
  }

  /** Pages of an earlier site of what is defined no longer. */
  private static void removeOthers(Path folder, Map<String, String> pages) throws IOException {
    for (String part : List.of("tables", "kpis")) {
      for (Path file : children(folder.resolve(part))) {
        if (!pages.containsKey(part + "/" + file.getFileName())
            && Files.readString(file).contains(MARK)) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}
