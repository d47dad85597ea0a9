package io.cxwarehouse.publish;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Names and texts as PostgreSQL reads them. */
final class PostgresNames {
  private static final int LONGEST_NAME = 63;

  private PostgresNames() {}

  /** The name of a table or view. */
  static String of(String schema, String relation) {
    return quoted(schema) + "." + quoted(relation);
  }

  /** A name that PostgreSQL would cut is cut here, so that two do not become one. */
  static String shortened(String name) {
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, LONGEST_NAME - 9) + "_" + "%08x".formatted(sum.getValue());
  }

  static String names(PostgresTable table) {
    return table.columns().stream().map(column -> quoted(column.name())).collect(joining(", "));
  }

  static String columns(List<String> columns) {
    return columns.stream().map(PostgresNames::quoted).collect(joining(", ", " (", ")"));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
