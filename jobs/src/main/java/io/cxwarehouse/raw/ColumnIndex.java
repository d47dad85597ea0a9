package io.cxwarehouse.raw;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds an entity's column by a delivered name. A column's own name outranks its aliases, these
 * outrank each other in their order, and a name as it stands outranks one in another case.
 */
final class ColumnIndex {
  private static final int FOLDED = 1_000;

  /**
   * A column that a name belongs to.
   *
   * @param rank the least is the best
   */
  record Match(int column, int rank) {}

  private final Map<String, Match> exact = new HashMap<>();
  private final Map<String, Match> folded = new HashMap<>();

  ColumnIndex(EntityShape shape) {
    List<ColumnShape> columns = shape.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isDelivered()) {
        add(columns.get(i).name(), i, 0);
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      List<String> aliases = columns.get(i).aliases();
      for (int j = 0; columns.get(i).isDelivered() && j < aliases.size(); j++) {
        add(aliases.get(j), i, j + 1);
      }
    }
  }

  private void add(String name, int column, int rank) {
    exact.putIfAbsent(name, new Match(column, rank));
    folded.putIfAbsent(fold(name), new Match(column, FOLDED + rank));
  }

  /** The column, null if none takes this name. */
  Match find(String delivered) {
    Match match = exact.get(delivered);
    return match == null ? folded.get(fold(delivered)) : match;
  }

  static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
