package io.cxwarehouse.raw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which column each field of a file with a header belongs to, told by names. */
final class DeliveredColumns {
  private final String[] names;
  private final int[] targets;

  DeliveredColumns(String[] names, EntityShape shape) throws RefusedFileException {
    this.names = names;
    this.targets = new int[names.length];
    ColumnIndex index = new ColumnIndex(shape);
    Map<Integer, String> taken = new HashMap<>();
    Set<String> unknown = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      boolean isBlank = names[i] == null || names[i].isBlank();
      targets[i] = isBlank ? -1 : index.find(names[i]);
      if (isBlank) {
        // Some exporters end every line with a delimiter.
        names[i] = "column_" + (i + 1);
      } else if (targets[i] < 0 && !unknown.add(ColumnIndex.fold(names[i]))) {
        throw refused("column “" + names[i] + "” twice", shape);
      } else if (targets[i] >= 0 && taken.putIfAbsent(targets[i], names[i]) != null) {
        throw refused(
            "column “"
                + shape.columns().get(targets[i]).name()
                + "” twice (as “"
                + taken.get(targets[i])
                + "” and “"
                + names[i]
                + "”)",
            shape);
      }
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      if (isNeeded(shape, i) && !taken.containsKey(i)) {
        missing.add("“" + shape.columns().get(i).name() + "”");
      }
    }
    if (!missing.isEmpty()) {
      throw refused("no column " + String.join(", ", missing), shape);
    }
  }

  /**
   * Names from two header rows: where the first lacks a needed column, those of its names that
   * nobody knows give way to known ones below them. Qualtrics' older exports number their own
   * columns (V1, V2 …) and name them in the second row, which otherwise holds labels.
   */
  static DeliveredColumns of(String[] names, String[] below, EntityShape shape)
      throws RefusedFileException {
    ColumnIndex index = new ColumnIndex(shape);
    Set<Integer> found = new HashSet<>();
    for (String name : names) {
      found.add(name == null ? -1 : index.find(name));
    }
    boolean isComplete = true;
    for (int i = 0; i < shape.columns().size(); i++) {
      isComplete &= !isNeeded(shape, i) || found.contains(i);
    }
    for (int i = 0; !isComplete && i < Math.min(names.length, below.length); i++) {
      boolean isKnown = names[i] != null && index.find(names[i]) >= 0;
      if (!isKnown && below[i] != null && index.find(below[i]) >= 0) {
        names[i] = below[i];
      }
    }
    return new DeliveredColumns(names, shape);
  }

  /** Whether a file without the column is refused. */
  private static boolean isNeeded(EntityShape shape, int column) {
    ColumnShape of = shape.columns().get(column);
    boolean isKey = shape.key().contains(of.name()) && shape.identity().isEmpty();
    return of.isDelivered() && (isKey || of.isRequired());
  }

  int size() {
    return names.length;
  }

  String name(int field) {
    return names[field];
  }

  /** The entity's column that takes the field, -1 if none does. */
  int target(int field) {
    return targets[field];
  }

  private RefusedFileException refused(String problem, EntityShape shape) {
    return new RefusedFileException(
        "the file has "
            + problem
            + "; found: "
            + String.join(", ", names)
            + "; known columns of "
            + shape.source()
            + "."
            + shape.name()
            + ": "
            + String.join(", ", shape.columns().stream().map(ColumnShape::name).toList()));
  }
}
