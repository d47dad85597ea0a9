package io.cxwarehouse.config;

import java.util.List;

/** A small table that comes from configuration; the engine makes a Dataset of it. */
public record Relation(List<Field> columns, List<Object[]> rows) {
  /** {@code type} is a SQL type. */
  public record Field(String name, String type) {}

  /** Columns written as in DDL: {@code "source STRING, low DOUBLE"}. */
  static Relation of(String ddl, List<Object[]> rows) {
    List<Field> fields =
        List.of(ddl.split(", ")).stream()
            .map(field -> field.split(" "))
            .map(parts -> new Field(parts[0], parts[1]))
            .toList();
    return new Relation(fields, List.copyOf(rows));
  }
}
