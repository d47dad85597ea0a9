package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the readers must know of an entity.
 *
 * @param key columns whose values name a record
 * @param identity columns that name a record whose key is empty; empty list if such a record is
 *     quarantined
 * @param record columns of the key, which joined by a colon name the record in silver, where
 *     several rows make one; empty list if the source and the whole key do
 * @param cursor column that orders the versions of a record; null if deliveries alone order them
 * @param minRows a file with fewer rows is refused
 * @param maxRejectedRate share of rejected rows above which a file is refused as a whole
 * @param folders how files are read that lie in a folder of this name below the delivery date; the
 *     same columns under other aliases, with other options
 */
public record EntityShape(
    String source,
    String name,
    Format format,
    List<ColumnShape> columns,
    List<String> key,
    List<String> identity,
    List<String> record,
    String cursor,
    ReadOptions options,
    ReadLimits limits,
    int minRows,
    double maxRejectedRate,
    Map<String, EntityShape> folders)
    implements Serializable {
  /** Where a folder below the delivery date stands in a path. */
  private static final int FOLDER = 3;

  /** Raised when the same bytes give other rows or keys than before. */
  private static final String READING_RULES = "2 ";

  public EntityShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    identity = List.copyOf(identity);
    record = List.copyOf(record);
    // In one order on every machine: the fingerprint depends on it.
    folders = Collections.unmodifiableMap(new TreeMap<>(folders));
  }

  public EntityShape(
      String source,
      String name,
      Format format,
      List<ColumnShape> columns,
      List<String> key,
      List<String> identity,
      String cursor,
      ReadOptions options,
      ReadLimits limits,
      int minRows,
      double maxRejectedRate) {
    this(
        source,
        name,
        format,
        columns,
        key,
        identity,
        List.of(),
        cursor,
        options,
        limits,
        minRows,
        maxRejectedRate,
        Map.of());
  }

  /** How a file at this path is read. */
  EntityShape at(String path) {
    return folders.getOrDefault(folder(path), this);
  }

  /**
   * Names what the rows of a file depend on beside its bytes. Another fingerprint means that files
   * taken in before are read again.
   */
  public String fingerprint() {
    return Digests.sha256Hex(READING_RULES + toString()).substring(0, 16);
  }

  /** Position of a column. */
  public int columnIndex(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no column " + column + " in " + source + "." + name + ": " + columns);
  }

  /** The folder directly below the delivery date, empty if there is none. */
  static String folder(String path) {
    String[] parts = path.split("/");
    return parts.length > FOLDER + 1 ? parts[FOLDER] : "";
  }
}
