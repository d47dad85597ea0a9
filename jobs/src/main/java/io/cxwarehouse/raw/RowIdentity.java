package io.cxwarehouse.raw;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Names the record of a row, and its content. One instance reads one file. */
final class RowIdentity {
  private static final int HASH_BYTES = 16;
  private static final int DERIVED_KEY_DIGITS = 24;

  private final int[] key;
  private final int[] identity;
  private final KeyText[] spellings;
  private final int cursor;
  private final String[] names;
  private final int[] byName;
  private final Map<String, Integer> equals = new HashMap<>();
  private final MessageDigest digest = Digests.sha256();
  private final StringBuilder text = new StringBuilder(512);

  RowIdentity(EntityShape shape) {
    key = shape.key().stream().mapToInt(shape::columnIndex).toArray();
    identity = shape.identity().stream().mapToInt(shape::columnIndex).toArray();
    spellings = shape.columns().stream().map(ColumnShape::keyText).toArray(KeyText[]::new);
    cursor = shape.cursor() == null ? -1 : shape.columnIndex(shape.cursor());
    names = shape.columns().stream().map(ColumnShape::name).toArray(String[]::new);
    Integer[] order = new Integer[names.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(i -> names[i]));
    byName = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** The record's native key; one derived from its identity where that is empty; else null. */
  String key(String[] values) {
    if (key.length == 1) {
      String value = spelled(values, key[0]);
      return value == null ? derived(values) : value;
    }
    text.setLength(0);
    for (int column : key) {
      String value = spelled(values, column);
      if (value == null) {
        return derived(values);
      }
      text.append(text.length() == 0 ? "" : "|");
      text.append(value.replace("\\", "\\\\").replace("|", "\\|"));
    }
    return text.toString();
  }

  private String derived(String[] values) {
    if (identity.length == 0) {
      return null;
    }
    text.setLength(0);
    for (int column : identity) {
      String value = spelled(values, column);
      text.append(value == null ? "" : value).append('|');
    }
    int position = equals.merge(Digests.sha256Hex(text.toString()), 1, Integer::sum);
    return "x_" + Digests.sha256Hex(text.toString() + position).substring(0, DERIVED_KEY_DIGITS);
  }

  private String spelled(String[] values, int column) {
    return spellings[column].of(values[column]);
  }

  String cursor(String[] values) {
    return cursor < 0 ? null : values[cursor];
  }

  /**
   * A hash of the delivered fields by name. It does not depend on which of them have a column, so
   * that a record stays the same when a column is added to the configuration.
   */
  String contentHash(String[] values, UnknownFields unknown) {
    text.setLength(0);
    UnknownFields others = unknown.size() > 1 ? unknown.sorted() : unknown;
    int next = 0;
    for (int column : byName) {
      if (values[column] == null) {
        continue;
      }
      while (next < others.size() && others.name(next).compareTo(names[column]) < 0) {
        feed(others.name(next), others.text(next));
        next++;
      }
      feed(names[column], values[column]);
    }
    for (; next < others.size(); next++) {
      feed(others.name(next), others.text(next));
    }
    byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private void feed(String name, String value) {
    text.append(name).append('\1').append(value).append('\2');
  }
}
