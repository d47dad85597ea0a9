package io.cxwarehouse.raw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which column each field of a file with a header belongs to, told by names. Where several fields
 * name one column the best name takes it; what is left over is kept under its name, numbered where
 * that stands in the header more than once.
 */
final class DeliveredColumns {
  private static final Pattern IMPORT_ID = Pattern.compile("\"ImportId\"\\s*:\\s*\"([^\"]*)\"");

  private final String[] names;
  private final int[] targets;

  DeliveredColumns(String[] names, EntityShape shape) throws RefusedFileException {
    this(names, new String[0], shape);
  }

  /**
   * @param ids the header row in which a survey tool says what a field is to it; empty if there is
   *     none
   */
  private DeliveredColumns(String[] names, String[] ids, EntityShape shape)
      throws RefusedFileException {
    this.names = names;
    this.targets = new int[names.length];
    Arrays.fill(targets, -1);
    Map<Integer, List<Integer>> named = named(new ColumnIndex(shape));
    List<String> missing = new ArrayList<>();
    for (int column = 0; column < shape.columns().size(); column++) {
      List<Integer> fields = best(named.getOrDefault(column, List.of()), ids, shape);
      if (fields.size() == 1) {
        targets[fields.get(0)] = column;
      } else if (fields.isEmpty() && isNeeded(shape, column)) {
        missing.add("“" + shape.columns().get(column).name() + "”");
      } else if (fields.size() > 1 && isDecisive(shape, column)) {
        throw refused(twice(fields, shape.columns().get(column).name()), shape);
      }
    }
    if (!missing.isEmpty()) {
      throw refused("no column " + String.join(", ", missing), shape);
    }
    numberLeftOvers();
  }

  /** By column the fields whose names fit it best. */
  private Map<Integer, List<Integer>> named(ColumnIndex index) {
    Map<Integer, List<Integer>> named = new HashMap<>();
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      ColumnIndex.Match match = isBlank(names[i]) ? null : index.find(names[i]);
      if (match == null) {
        continue;
      }
      int rank = ranks.merge(match.column(), match.rank(), Math::min);
      List<Integer> fields = named.computeIfAbsent(match.column(), c -> new ArrayList<>());
      fields.removeIf(field -> index.find(names[field]).rank() > rank);
      if (match.rank() == rank) {
        fields.add(i);
      }
    }
    return named;
  }

  /**
   * Fields of one name as a survey tool tells them apart: respondents' data has its own name for an
   * id, what the tool itself records another; that comes first, too.
   */
  private List<Integer> best(List<Integer> fields, String[] ids, EntityShape shape) {
    if (fields.size() < 2 || shape.options().headerMarker() == null) {
      return fields;
    }
    return fields.stream()
        .filter(field -> field < ids.length && ids[field] != null)
        .filter(
            field -> {
              Matcher id = IMPORT_ID.matcher(ids[field]);
              return id.find() && !id.group(1).equals(names[field]);
            })
        .findFirst()
        .map(List::of)
        .orElse(fields.subList(0, 1));
  }

  private void numberLeftOvers() {
    Map<String, Integer> all = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      // Some exporters end every line with a delimiter.
      names[i] = isBlank(names[i]) ? "column_" + (i + 1) : names[i];
      all.merge(names[i].strip(), 1, Integer::sum);
    }
    Set<String> used = new HashSet<>(all.keySet());
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      String name = names[i].strip();
      int number = seen.merge(name, 1, Integer::sum);
      if (targets[i] >= 0 || all.get(name) == 1) {
        continue;
      }
      while (!used.add(name + " (" + number + ")")) {
        number++;
      }
      names[i] = name + " (" + number + ")";
    }
  }

  /**
   * Names from header rows: where the first lacks a needed column, those of its names that nobody
   * knows give way to known ones below them. Qualtrics' older exports number their own columns (V1,
   * V2 …) and name them in the second row, which otherwise holds labels.
   */
  static DeliveredColumns of(String[] names, String[] below, String[] ids, EntityShape shape)
      throws RefusedFileException {
    ColumnIndex index = new ColumnIndex(shape);
    Set<Integer> found = new HashSet<>();
    for (String name : names) {
      if (isKnown(name, index)) {
        found.add(index.find(name).column());
      }
    }
    boolean isComplete = true;
    for (int i = 0; i < shape.columns().size(); i++) {
      isComplete &= !isNeeded(shape, i) || found.contains(i);
    }
    for (int i = 0; !isComplete && i < Math.min(names.length, below.length); i++) {
      if (!isKnown(names[i], index) && isKnown(below[i], index)) {
        names[i] = below[i];
      }
    }
    return new DeliveredColumns(names, ids, shape);
  }

  private static boolean isKnown(String name, ColumnIndex index) {
    return name != null && index.find(name) != null;
  }

  private static boolean isBlank(String name) {
    return name == null || name.isBlank();
  }

  /** Whether a file without the column is refused. */
  private static boolean isNeeded(EntityShape shape, int column) {
    ColumnShape of = shape.columns().get(column);
    boolean isKey = shape.key().contains(of.name()) && shape.identity().isEmpty();
    return of.isDelivered() && (isKey || of.isRequired());
  }

  /** Whether nothing of a file can be used in which it cannot be told which field is the column. */
  static boolean isDecisive(EntityShape shape, int column) {
    String name = shape.columns().get(column).name();
    return isNeeded(shape, column)
        || shape.key().contains(name)
        || shape.identity().contains(name)
        || name.equals(shape.cursor());
  }

  private String twice(List<Integer> fields, String column) {
    return "column “"
        + column
        + "” twice (as "
        + String.join(" and ", fields.stream().map(i -> "“" + names[i] + "”").toList())
        + ")";
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
