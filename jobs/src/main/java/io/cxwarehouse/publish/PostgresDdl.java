package io.cxwarehouse.publish;

import static io.cxwarehouse.publish.PostgresNames.columns;
import static io.cxwarehouse.publish.PostgresNames.literal;
import static io.cxwarehouse.publish.PostgresNames.names;
import static io.cxwarehouse.publish.PostgresNames.quoted;
import static io.cxwarehouse.publish.PostgresNames.shortened;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Statements that make and drop what a schema holds, and copy to its tables. Names are quoted and
 * comments are literals; values never come here, they are copied or bound.
 */
final class PostgresDdl {
  /** Where it is written down what is shown. */
  static final String OWN_SCHEMA = "cxw";

  private final String schema;

  PostgresDdl(String schema) {
    this.schema = schema;
  }

  String createSchema(String name) {
    return "CREATE SCHEMA " + quoted(name);
  }

  /** The tables in which it is written down what is shown. */
  List<String> ownTables() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS cxw.publication (schema_name text PRIMARY KEY, publication text"
            + " NOT NULL, run_number bigint NOT NULL, as_of date, published_at timestamp with time"
            + " zone, loaded_at timestamp with time zone NOT NULL, definitions text NOT NULL)",
        "COMMENT ON TABLE cxw.publication IS 'Which publication of the warehouse a schema shows:"
            + " cxw publication list names them'",
        "CREATE TABLE IF NOT EXISTS cxw.table_version (schema_name text, table_name text,"
            + " delta_table_id text, delta_version bigint, key_columns text NOT NULL, definition"
            + " text NOT NULL, PRIMARY KEY (schema_name, table_name))",
        "COMMENT ON TABLE cxw.table_version IS 'Which version of each table of the warehouse a"
            + " schema shows; no version: the publication does not have the table'");
  }

  String createTable(PostgresTable table) {
    return table.columns().stream()
        .map(column -> quoted(column.name()) + " " + column.type())
        .collect(joining(", ", "CREATE TABLE " + name(table) + " (", ")"));
  }

  String dropTable(String table) {
    return "DROP TABLE " + name(table);
  }

  String addColumn(PostgresTable table, PostgresTable.Column column) {
    return "ALTER TABLE "
        + name(table)
        + " ADD COLUMN "
        + quoted(column.name())
        + " "
        + column.type();
  }

  String dropColumn(PostgresTable table, String column) {
    return "ALTER TABLE " + name(table) + " DROP COLUMN " + quoted(column);
  }

  List<String> comments(PostgresTable table) {
    List<String> comments = new ArrayList<>();
    comments.add("COMMENT ON TABLE " + name(table) + " IS " + literal(table.comment()));
    for (PostgresTable.Column column : table.columns()) {
      comments.add(
          "COMMENT ON COLUMN "
              + name(table)
              + "."
              + quoted(column.name())
              + " IS "
              + literal(column.comment()));
    }
    return comments;
  }

  List<String> indexes(PostgresTable table) {
    return table.indexes().stream()
        .map(
            columns ->
                "CREATE INDEX IF NOT EXISTS "
                    + quoted(shortened(table.name() + "_" + String.join("_", columns) + "_idx"))
                    + " ON "
                    + name(table)
                    + columns(columns))
        .toList();
  }

  /**
   * The key. A column with nulls cannot be part of a primary key; then it is a unique index for
   * which nulls are equal, as they are in the warehouse.
   *
   * @param nullable columns of the key that hold nulls
   */
  List<String> key(PostgresTable table, Set<String> nullable) {
    String name = quoted(keyName(table));
    if (nullable.isEmpty()) {
      return List.of(
          "ALTER TABLE "
              + name(table)
              + " ADD CONSTRAINT "
              + name
              + " PRIMARY KEY "
              + columns(table.key()));
    }
    List<String> statements = new ArrayList<>();
    List<String> known = table.key().stream().filter(column -> !nullable.contains(column)).toList();
    if (!known.isEmpty()) {
      statements.add(alterNulls(table, known, "SET"));
    }
    statements.add(
        "CREATE UNIQUE INDEX "
            + name
            + " ON "
            + name(table)
            + columns(table.key())
            + " NULLS NOT DISTINCT");
    return statements;
  }

  /** Removes the key, of either kind, and that its columns must be known. */
  List<String> dropKey(PostgresTable table, List<String> notNull) {
    List<String> statements = new ArrayList<>();
    statements.add(
        "ALTER TABLE " + name(table) + " DROP CONSTRAINT IF EXISTS " + quoted(keyName(table)));
    statements.add("DROP INDEX IF EXISTS " + name(keyName(table)));
    if (!notNull.isEmpty()) {
      statements.add(alterNulls(table, notNull, "DROP"));
    }
    return statements;
  }

  private String alterNulls(PostgresTable table, List<String> columns, String how) {
    return columns.stream()
        .map(column -> "ALTER COLUMN " + quoted(column) + " " + how + " NOT NULL")
        .collect(joining(", ", "ALTER TABLE " + name(table) + " ", ""));
  }

  /**
   * Rows of the latest date of an as-of table.
   *
   * @param columns in their order in the table, to whose end new ones come: only so can a view be
   *     replaced that others build on
   */
  String currentView(PostgresTable table, List<String> columns) {
    String asOf = quoted(table.asOf().orElseThrow());
    return "CREATE OR REPLACE VIEW "
        + name(viewName(table.name()))
        + " AS SELECT "
        + columns.stream().map(PostgresNames::quoted).collect(joining(", "))
        + " FROM "
        + name(table)
        + " WHERE "
        + asOf
        + " = (SELECT max("
        + asOf
        + ") FROM "
        + name(table)
        + ")";
  }

  String commentOnView(PostgresTable table) {
    return "COMMENT ON VIEW "
        + name(viewName(table.name()))
        + " IS "
        + literal("Rows of " + table.name() + " of its latest " + table.asOf().orElseThrow());
  }

  String dropView(String table) {
    return "DROP VIEW IF EXISTS " + name(viewName(table));
  }

  static String viewName(String table) {
    return table + "_current";
  }

  String grantUsage(String readable, String role) {
    return "GRANT USAGE ON SCHEMA " + quoted(readable) + " TO " + quoted(role);
  }

  /** Lets a role read a table or view. */
  String grantSelect(String readable, String relation, String role) {
    return "GRANT SELECT ON " + PostgresNames.of(readable, relation) + " TO " + quoted(role);
  }

  /**
   * Grants a right again.
   *
   * @param grantee as PostgreSQL writes it, quoted where need be
   */
  String grantOnView(String table, String privilege, String grantee) {
    return "GRANT " + privilege + " ON " + name(viewName(table)) + " TO " + grantee;
  }

  String createRole(String role) {
    return "CREATE ROLE " + quoted(role) + " NOLOGIN";
  }

  String empty(String table) {
    return "DELETE FROM " + name(table);
  }

  String analyze(PostgresTable table) {
    return "ANALYZE " + name(table);
  }

  /** Copies all rows of a table. */
  String copy(PostgresTable table) {
    return "COPY " + name(table) + " (" + names(table) + ") FROM STDIN";
  }

  /** Where changes are copied to before they are applied. */
  PostgresStage stage(PostgresTable table) {
    return new PostgresStage(schema, table);
  }

  /** Which columns of the key hold nulls, as one row of booleans. */
  String nullsOfTable(PostgresTable table) {
    return PostgresStage.nulls(table, name(table));
  }

  private static String keyName(PostgresTable table) {
    return shortened(table.name() + "_key");
  }

  private String name(PostgresTable table) {
    return name(table.name());
  }

  private String name(String relation) {
    return PostgresNames.of(schema, relation);
  }
}
