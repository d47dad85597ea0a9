package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.graph.Fingerprints;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns, keys, comments and views of tables as their definitions have them. A table that changes
 * stays the same table, so that whoever may read it still may.
 */
final class PostgresShape {
  private static final String COLUMNS =
      "SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull FROM pg_attribute a"
          + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER"
          + " BY a.attnum";
  private static final String GRANTS =
      "SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END,"
          + " g.privilege_type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
          + " aclexplode(c.relacl) g WHERE n.nspname = ? AND c.relname = ?"
          + " AND g.grantee <> c.relowner";

  private final PostgresConnection db;
  private final PostgresDdl ddl;
  private final String schema;

  PostgresShape(PostgresConnection db, PostgresDdl ddl, String schema) {
    this.db = db;
    this.ddl = ddl;
    this.schema = schema;
  }

  /** What a table is defined by, as one text. */
  static String definition(PostgresDdl ddl, PostgresTable table) {
    List<String> texts = new ArrayList<>(List.of(ddl.createTable(table)));
    texts.addAll(ddl.comments(table));
    texts.addAll(ddl.key(table, Set.of()));
    texts.addAll(ddl.indexes(table));
    if (table.asOf().isPresent()) {
      texts.add(
          ddl.currentView(
              table, table.columns().stream().map(PostgresTable.Column::name).toList()));
    }
    return String.join(";\n", texts);
  }

  /**
   * Makes a table what its definition says.
   *
   * @param recorded null: it is not there
   * @return whether its rows no longer fit
   */
  boolean bring(PostgresTable table, PostgresState.Table recorded) throws SQLException {
    if (recorded == null) {
      create(table);
      return true;
    }
    if (recorded.definition().equals(Fingerprints.sha256(definition(ddl, table)))) {
      return false;
    }
    Map<String, String> there = new LinkedHashMap<>();
    for (List<Object> column : db.query(COLUMNS, schema, table.name())) {
      there.put((String) column.get(0), (String) column.get(1));
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    table.columns().forEach(column -> wanted.put(column.name(), column.type()));
    boolean isReshaped =
        !there.equals(wanted) || !recorded.key().equals(String.join(",", table.key()));
    if (isReshaped) {
      boolean hasOnlyMore =
          there.entrySet().stream()
              .allMatch(column -> column.getValue().equals(wanted.get(column.getKey())));
      List<List<Object>> grants = List.of();
      if (!hasOnlyMore || table.asOf().isEmpty()) {
        grants = db.query(GRANTS, schema, PostgresDdl.viewName(table.name()));
        db.execute(ddl.dropView(table.name()));
      }
      dropKey(table);
      reshape(table, there, wanted);
      view(table, grants);
    }
    db.execute(ddl.comments(table));
    db.execute(ddl.indexes(table));
    return isReshaped;
  }

  /** A column of another type is made anew: all rows will be written. */
  private void reshape(PostgresTable table, Map<String, String> there, Map<String, String> wanted)
      throws SQLException {
    for (Map.Entry<String, String> column : there.entrySet()) {
      if (!column.getValue().equals(wanted.get(column.getKey()))) {
        db.execute(ddl.dropColumn(table, column.getKey()));
      }
    }
    for (PostgresTable.Column column : table.columns()) {
      if (!column.type().equals(there.get(column.name()))) {
        db.execute(ddl.addColumn(table, column));
      }
    }
  }

  private void create(PostgresTable table) throws SQLException {
    requireFree(table.name());
    if (table.asOf().isPresent()) {
      requireFree(PostgresDdl.viewName(table.name()));
    }
    db.execute(ddl.createTable(table));
    db.execute(ddl.comments(table));
    view(table, List.of());
  }

  private void requireFree(String name) throws SQLException {
    if (db.has(
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?"
            + " AND c.relname = ?",
        schema,
        name)) {
      throw new CxwException(
          ExitCode.USAGE,
          "PostgreSQL has a table " + schema + "." + name + " already.",
          "cxw did not make it, and does not overwrite what is not its own",
          "Drop or rename it, or set publish.postgres.schema to a schema for cxw alone.");
    }
  }

  private void view(PostgresTable table, List<List<Object>> grants) throws SQLException {
    if (table.asOf().isEmpty()) {
      return;
    }
    List<String> columns =
        db.query(COLUMNS, schema, table.name()).stream()
            .map(column -> (String) column.get(0))
            .toList();
    db.execute(ddl.currentView(table, columns));
    db.execute(ddl.commentOnView(table));
    for (List<Object> grant : grants) {
      db.execute(ddl.grantOnView(table.name(), (String) grant.get(1), (String) grant.get(0)));
    }
  }

  void drop(String table) throws SQLException {
    db.execute(ddl.dropView(table));
    db.execute(ddl.dropTable(table));
  }

  void dropKey(PostgresTable table) throws SQLException {
    db.execute(ddl.dropKey(table, List.copyOf(notNull(table))));
  }

  /** Columns of the key that are declared to hold no nulls. */
  Set<String> notNull(PostgresTable table) throws SQLException {
    Set<String> columns = new TreeSet<>();
    for (List<Object> column : db.query(COLUMNS, schema, table.name())) {
      if ((boolean) column.get(2)) {
        columns.add((String) column.get(0));
      }
    }
    return columns;
  }
}
