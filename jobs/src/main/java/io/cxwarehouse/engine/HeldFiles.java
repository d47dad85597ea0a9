package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.catalog.TableId;
import java.sql.Date;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Delivered files in memory, as the latest look at each found them. For one thread at a time. */
final class HeldFiles {
  /** By entity, then by path. */
  private final Map<TableId, Map<String, IngestedFile>> files = new HashMap<>();

  /** Any one file of each content; made when first asked for, and whole when it can be seen. */
  private Map<String, IngestedFile> byId;

  private final Map<TableId, List<Latest.Repeated>> repeated = new HashMap<>();

  /** What thousands of files have in common is held once. */
  private final Map<Object, Object> common = new HashMap<>();

  /** Paths that are to be looked at as if they had never been. */
  private final Set<String> forgotten = new HashSet<>();

  /** Rows of {@code ops.ingested_file}, all looks at a path or a later one. */
  void add(List<Row> rows) {
    for (Row row : rows) {
      IngestedFile file = IngestedFile.of(row, value -> common.computeIfAbsent(value, v -> v));
      IngestedFile held = byPath(file.bronze()).get(file.path());
      boolean isNewer = held == null || held.runNumber() < file.runNumber();
      if (isNewer && !forgotten.contains(file.path())) {
        add(file);
      }
    }
  }

  void add(IngestedFile file) {
    files.computeIfAbsent(file.bronze(), table -> new HashMap<>()).put(file.path(), file);
    repeated.remove(file.bronze());
    if (byId != null && file.fileId() != null) {
      byId.put(file.fileId(), file);
    }
  }

  /** Files will be taken in as if they had never been, also those that are not held yet. */
  void forget(Collection<String> paths) {
    forgotten.addAll(paths);
    files.values().forEach(entity -> entity.keySet().removeAll(paths));
    byId = null;
    repeated.clear();
  }

  Stream<IngestedFile> all() {
    return files.values().stream().flatMap(entity -> entity.values().stream());
  }

  Stream<IngestedFile> of(TableId bronze) {
    return byPath(bronze).values().stream();
  }

  private Map<String, IngestedFile> byPath(TableId bronze) {
    return files.getOrDefault(bronze, Map.of());
  }

  Optional<IngestedFile> find(String path) {
    String[] parts = path.split("/", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.ofNullable(byPath(TableId.bronze(parts[0], parts[1])).get(path));
  }

  /** A file with this content, whatever became of it. */
  Optional<IngestedFile> byId(String fileId) {
    if (byId == null) {
      byId = new HashMap<>();
      all().filter(file -> file.fileId() != null).forEach(file -> byId.put(file.fileId(), file));
    }
    return Optional.ofNullable(byId.get(fileId));
  }

  /** Files of one bronze table that stand, with those that repeat another's bytes. */
  List<IngestedFile> standing(TableId bronze) {
    return of(bronze)
        .filter(file -> file.fileId() != null)
        .filter(file -> !file.isReplaced() && !file.isRefused())
        .toList();
  }

  /** Contents of a bronze table that have rows and stand elsewhere, too, than these say. */
  List<Latest.Repeated> repeated(TableId bronze) {
    return repeated.computeIfAbsent(bronze, this::findRepeated);
  }

  private List<Latest.Repeated> findRepeated(TableId bronze) {
    Map<String, List<IngestedFile>> byContent =
        standing(bronze).stream()
            .collect(
                Collectors.groupingBy(IngestedFile::fileId, TreeMap::new, Collectors.toList()));
    return byContent.entrySet().stream()
        .filter(content -> isElsewhere(content.getValue()))
        .map(content -> repeated(content.getKey(), content.getValue()))
        .toList();
  }

  private static Latest.Repeated repeated(String fileId, List<IngestedFile> copies) {
    return new Latest.Repeated(
        fileId,
        copies.stream()
            .map(file -> new Latest.Delivery(Date.valueOf(file.deliveryDate()), file.path()))
            .toList());
  }

  private static boolean isElsewhere(List<IngestedFile> deliveries) {
    return deliveries.stream().allMatch(IngestedFile::isDuplicate)
        || (deliveries.size() > 1 && deliveries.stream().anyMatch(file -> file.rows() > 0));
  }
}
