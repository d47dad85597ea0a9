package io.cxwarehouse.raw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds an entity's column by a delivered name: case does not matter, aliases count. */
final class ColumnIndex {
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  ColumnIndex(EntityShape shape) {
    for (int i = 0; i < shape.columns().size(); i++) {
      ColumnShape column = shape.columns().get(i);
      if (!column.isDelivered()) {
        continue;
      }
      List<String> names = new ArrayList<>(column.aliases());
      names.add(0, column.name());
      for (String name : names) {
        exact.putIfAbsent(name, i);
        folded.putIfAbsent(fold(name), i);
      }
    }
  }

  /** Position of the column, -1 if none takes this name. */
  int find(String delivered) {
    Integer index = exact.get(delivered);
    if (index == null) {
      index = folded.get(fold(delivered));
    }
    return index == null ? -1 : index;
  }

  static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
