package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.List;

/**
 * What the readers must know of an entity.
 *
 * @param key columns whose values name a record
 * @param identity columns that name a record whose key is empty; empty list if such a record is
 *     quarantined
 * @param cursor column that orders the versions of a record; null if deliveries alone order them
 * @param minRows a file with fewer rows is refused
 * @param maxRejectedRate share of rejected rows above which a file is refused as a whole
 */
public record EntityShape(
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
    double maxRejectedRate)
    implements Serializable {
  public EntityShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    identity = List.copyOf(identity);
  }

  /**
   * Names what the rows of a file depend on beside its bytes. Another fingerprint means that files
   * taken in before are read again.
   */
  public String fingerprint() {
    return Digests.sha256Hex(toString()).substring(0, 16);
  }

  int columnIndex(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no column " + column + " in " + source + "." + name + ": " + columns);
  }
}
