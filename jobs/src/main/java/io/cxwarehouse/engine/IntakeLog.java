package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.catalog.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The delivered files that were looked at so far: the latest look at each path counts. Several
 * entities are taken in at once, so that several threads ask.
 */
public final class IntakeLog {
  /** By entity, then by path. */
  private final Map<TableId, Map<String, IngestedFile>> files = new HashMap<>();

  /** Any one file of each content; made when first asked for, and whole when it can be seen. */
  private Map<String, IngestedFile> byId;

  private final Map<TableId, List<Latest.Repeated>> repeated = new ConcurrentHashMap<>();

  static IntakeLog of(Iterator<Row> rows) {
    // What thousands of files have in common is held once.
    Map<Object, Object> held = new HashMap<>();
    Map<String, IngestedFile> latest = new HashMap<>();
    while (rows.hasNext()) {
      IngestedFile file =
          IngestedFile.of(rows.next(), value -> held.computeIfAbsent(value, v -> v));
      latest.merge(file.path(), file, (a, b) -> a.runNumber() > b.runNumber() ? a : b);
    }
    IntakeLog log = new IntakeLog();
    latest.values().forEach(log::add);
    return log;
  }

  synchronized void add(IngestedFile file) {
    files.computeIfAbsent(file.bronze(), table -> new HashMap<>()).put(file.path(), file);
    repeated.remove(file.bronze());
    if (byId != null && file.fileId() != null) {
      byId.put(file.fileId(), file);
    }
  }

  public Optional<IngestedFile> find(String path) {
    String[] parts = path.split("/", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.ofNullable(of(TableId.bronze(parts[0], parts[1])).get(path));
  }

  public Collection<IngestedFile> files() {
    return files.values().stream().flatMap(entity -> entity.values().stream()).toList();
  }

  /** Files of one bronze table that stand, with those that repeat the bytes of another. */
  List<IngestedFile> standing(TableId bronze) {
    return stream(bronze)
        .filter(file -> file.fileId() != null)
        .filter(file -> !file.isReplaced() && !file.isRefused())
        .toList();
  }

  /** Ids of files that came into a bronze table, or came again, after one of its versions. */
  List<String> filesAfter(TableId bronze, long version) {
    return stream(bronze)
        .filter(file -> file.bronzeVersion() > version)
        .map(IngestedFile::fileId)
        .filter(Objects::nonNull) // of a quarantined delivery: nothing of it was read
        .distinct()
        .sorted()
        .toList();
  }

  /** Contents of a bronze table that were delivered more than once. */
  List<Latest.Repeated> repeated(TableId bronze) {
    return repeated.computeIfAbsent(
        bronze,
        table -> {
          Map<String, List<IngestedFile>> byContent =
              standing(table).stream()
                  .collect(
                      Collectors.groupingBy(
                          IngestedFile::fileId, TreeMap::new, Collectors.toList()));
          return byContent.entrySet().stream()
              .filter(content -> content.getValue().size() > 1)
              .map(
                  content ->
                      new Latest.Repeated(
                          content.getKey(),
                          content.getValue().stream()
                              .map(
                                  file ->
                                      new Latest.Delivery(
                                          java.sql.Date.valueOf(file.deliveryDate()), file.path()))
                              .toList()))
              .toList();
        });
  }

  /** The table's version after the last intake that came to an end; -1: none. */
  long lastVersion(TableId bronze) {
    return stream(bronze).mapToLong(IngestedFile::bronzeVersion).max().orElse(-1);
  }

  /** A file with this content, whatever became of it. */
  synchronized Optional<IngestedFile> byId(String fileId) {
    if (byId == null) {
      byId = new HashMap<>();
      files.values().stream()
          .flatMap(entity -> entity.values().stream())
          .filter(file -> file.fileId() != null)
          .forEach(file -> byId.put(file.fileId(), file));
    }
    return Optional.ofNullable(byId.get(fileId));
  }

  /** Files that stand refused, with the reason. */
  List<String> refused() {
    return files.values().stream()
        .flatMap(entity -> entity.values().stream())
        .filter(IngestedFile::isRefused)
        .map(file -> file.path() + ": " + file.reason())
        .sorted()
        .toList();
  }

  boolean hasReplaced(TableId bronze, long version) {
    return stream(bronze).anyMatch(file -> file.bronzeVersion() > version && file.isReplaced());
  }

  private Stream<IngestedFile> stream(TableId bronze) {
    return of(bronze).values().stream();
  }

  private Map<String, IngestedFile> of(TableId bronze) {
    return files.getOrDefault(bronze, Map.of());
  }

  /** The last run that took in anything. */
  long lastRun() {
    return files.values().stream()
        .flatMap(entity -> entity.values().stream())
        .mapToLong(IngestedFile::runNumber)
        .max()
        .orElse(-1);
  }
}
