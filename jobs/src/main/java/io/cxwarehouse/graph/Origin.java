package io.cxwarehouse.graph;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Columns that something is made of, and how they take part in it.
 *
 * @param fields those that take part in two ways have both
 */
public record Origin(Map<Field, Set<Part>> fields) {
  /** A column of a relation, which is named without the ending that asks for versions. */
  public record Field(String relation, String column) implements Comparable<Field> {
    private static final Comparator<Field> ORDER =
        Comparator.comparing(Field::relation).thenComparing(Field::column);

    @Override
    public int compareTo(Field other) {
      return ORDER.compare(this, other);
    }
  }

  /** How a column takes part, in OpenLineage's words. */
  public enum Part {
    IDENTITY,
    TRANSFORMATION,
    AGGREGATION,
    CONDITIONAL,
    FILTER,
    GROUP_BY,
    JOIN,
    SORT,
    WINDOW;

    /** Whether its value is in the result; else it only decides something. */
    public boolean isDirect() {
      return compareTo(AGGREGATION) <= 0;
    }
  }

  Origin() {
    this(new TreeMap<>());
  }

  static Origin of(String relation, String column) {
    Origin origin = new Origin();
    origin.add(new Field(RelationName.of(relation).base(), column), Part.IDENTITY);
    return origin;
  }

  private void add(Field field, Part part) {
    fields.computeIfAbsent(field, f -> EnumSet.noneOf(Part.class)).add(part);
  }

  /** Takes up all of another. */
  Origin with(Origin other) {
    other.fields.forEach((field, parts) -> parts.forEach(part -> add(field, part)));
    return this;
  }

  /** After a direct part in something: it is at least that, what decides stays what it is. */
  Origin as(Part direct) {
    Origin changed = new Origin();
    fields.forEach(
        (field, parts) ->
            parts.forEach(
                part ->
                    changed.add(
                        field, part.isDirect() && part.compareTo(direct) < 0 ? direct : part)));
    return changed;
  }

  /** All of them only decide. */
  Origin deciding(Part indirect) {
    Origin changed = new Origin();
    fields.keySet().forEach(field -> changed.add(field, indirect));
    return changed;
  }
}
