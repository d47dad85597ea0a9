package io.cxwarehouse.erasure;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.engine.IntakeLog;
import io.cxwarehouse.engine.IntakeOutcome;
import io.cxwarehouse.engine.Parallel;
import io.cxwarehouse.engine.Run;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingFile;
import io.cxwarehouse.raw.LandingRewrite;
import io.cxwarehouse.raw.LandingRewritten;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Landing files that hold erased persons: which they may be, and taking the rows out of them. What
 * goes is what intake would leave out, asked of the same list.
 */
final class LandingErasure {
  private final Warehouse warehouse;
  private final IntakeLog log;
  private final Map<String, EntityShape> shapes = new TreeMap<>();

  LandingErasure(Warehouse warehouse, IntakeLog log) {
    this.warehouse = warehouse;
    this.log = log;
    Shapes.entities(Shapes.of(warehouse.settings().sources()).values())
        .forEach(shape -> shapes.put(shape.source() + "/" + shape.name(), shape));
  }

  /**
   * The files from which rows came, and their copies.
   *
   * @param rows by the path under which bronze has them
   */
  Map<String, Long> holding(Map<String, Long> rows) {
    log.needPaths(rows.keySet());
    Map<String, Long> landing = new TreeMap<>();
    Map<String, Long> byId = new HashMap<>();
    rows.forEach(
        (path, n) ->
            log.find(path)
                .filter(file -> !file.isReplaced())
                .ifPresent(
                    file -> {
                      landing.put(path, n);
                      if (file.fileId() != null) {
                        byId.merge(file.fileId(), n, Math::max);
                      }
                    }));
    log.needCopies(byId.keySet());
    log.files().stream()
        .filter(file -> !file.isReplaced() && byId.containsKey(file.fileId()))
        .forEach(file -> landing.put(file.path(), byId.get(file.fileId())));
    return landing;
  }

  /** Those; what brought rows that were left out; and what was refused, and is in no table. */
  private Set<String> candidates(Map<String, Long> rows) {
    Map<String, Long> all = new TreeMap<>(rows);
    log.needIncomplete();
    log.files().stream()
        .filter(f -> f.suppressed() > 0 || f.isIncomplete())
        .filter(f -> !f.isReplaced())
        .forEach(f -> all.putIfAbsent(f.path(), f.suppressed()));
    return holding(all).keySet();
  }

  /**
   * Says which rows would go.
   *
   * @param rows files from which such rows came into bronze
   */
  List<LandingRewritten> find(Map<String, Long> rows, ErasedRows erased) {
    return files(rows, erased, LandingRewrite::find);
  }

  /**
   * Takes the rows out.
   *
   * @param rows files from which such rows came into bronze
   */
  List<LandingRewritten> rewrite(Map<String, Long> rows, ErasedRows erased) {
    return files(rows, erased, LandingRewrite::rewrite);
  }

  private List<LandingRewritten> files(
      Map<String, Long> rows,
      ErasedRows erased,
      BiFunction<LandingRewrite, Set<String>, List<LandingRewritten>> work) {
    Configuration hadoop = warehouse.spark().sessionState().newHadoopConf();
    Map<String, Set<String>> deliveries = new TreeMap<>();
    for (String path : candidates(rows)) {
      deliveries.computeIfAbsent(folder(path), d -> new TreeSet<>()).add(path);
    }
    List<LandingRewritten> files = Collections.synchronizedList(new ArrayList<>());
    Parallel.forEach(
        deliveries.keySet(),
        4,
        folder -> {
          EntityShape shape = shapes.get(folder.substring(0, folder.lastIndexOf('/')));
          if (shape == null) {
            deliveries
                .get(folder)
                .forEach(path -> files.add(new LandingRewritten(path, 0, "is of no known entity")));
            return;
          }
          LandingRewrite rewrite =
              new LandingRewrite(
                  warehouse.settings().landing().root(),
                  hadoop,
                  shape,
                  folder,
                  erased.test(shape.source() + "." + shape.name()));
          Set<String> paths = deliveries.get(folder);
          files.addAll(work.apply(rewrite, paths));
        });
    return files.stream().sorted(Comparator.comparing(LandingRewritten::path)).toList();
  }

  private static String folder(String path) {
    return String.join("/", List.of(path.split("/", 4)).subList(0, 3));
  }

  /** Takes the rewritten files in, so that the records of what was delivered hold again. */
  IntakeOutcome reread(Run run, List<LandingRewritten> files, ErasedRows erased) {
    Set<String> paths =
        files.stream()
            .filter(LandingRewritten::isPossible)
            .map(LandingRewritten::path)
            .collect(Collectors.toSet());
    Set<String> folders = paths.stream().map(LandingErasure::folder).collect(Collectors.toSet());
    Landing all = warehouse.landingOf(run.tableAsOf(), folders);
    List<LandingFile> rewritten =
        all.files().stream().filter(file -> paths.contains(file.path())).toList();
    Landing landing =
        new Landing(all.root(), all.asOf(), rewritten, List.of(), List.of(), List.of());
    return run.takeIn(landing, Optional.of(erased));
  }
}
