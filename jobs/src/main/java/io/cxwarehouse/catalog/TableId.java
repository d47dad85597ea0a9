package io.cxwarehouse.catalog;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/** A table's public name, such as {@code gold.fct_ticket}. */
public record TableId(Layer layer, String name) implements Comparable<TableId> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public TableId {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a table name: " + name);
    }
  }

  /** Parses {@code layer.name}. */
  public static TableId of(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not a table (layer.name): " + text);
    }
    return new TableId(
        Layer.valueOf(text.substring(0, dot).toUpperCase(Locale.ROOT)), text.substring(dot + 1));
  }

  /** Where the rows of a source's entity lie as they were delivered. */
  public static TableId bronze(String source, String entity) {
    return new TableId(Layer.BRONZE, source + "_" + entity);
  }

  /**
   * The same.
   *
   * @param entity {@code source.entity}
   */
  public static TableId bronze(String entity) {
    return new TableId(Layer.BRONZE, entity.replace('.', '_'));
  }

  @Override
  public int compareTo(TableId other) {
    return Comparator.comparing(TableId::layer).thenComparing(TableId::name).compare(this, other);
  }

  @Override
  public String toString() {
    return layer.folder() + "." + name;
  }
}
