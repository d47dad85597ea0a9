package io.cxwarehouse.publish;

import io.cxwarehouse.engine.Publication;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What PostgreSQL itself says that it shows. It is written in the transaction that brings the rows,
 * so that it is true whatever was killed.
 *
 * @param publication id of the publication; empty: none yet
 * @param definitions digest of the definitions that it was loaded with
 */
record PostgresState(Optional<String> publication, String definitions, Map<String, Table> tables) {

  /**
   * A table.
   *
   * @param deltaTable identity of the table in the warehouse; null: it has no rows
   * @param version null: it has no rows
   */
  record Table(String deltaTable, Long version, String key, String definition) {}

  static PostgresState load(PostgresConnection db, String schema) throws SQLException {
    if (!db.has("SELECT 1 WHERE to_regclass('cxw.publication') IS NOT NULL")) {
      return new PostgresState(Optional.empty(), "", Map.of());
    }
    Map<String, Table> tables = new HashMap<>();
    for (List<Object> row :
        db.query(
            "SELECT table_name, delta_table_id, delta_version, key_columns, definition FROM"
                + " cxw.table_version WHERE schema_name = ?",
            schema)) {
      tables.put(
          (String) row.get(0),
          new Table(
              (String) row.get(1), (Long) row.get(2), (String) row.get(3), (String) row.get(4)));
    }
    List<List<Object>> shown =
        db.query(
            "SELECT publication, definitions FROM cxw.publication WHERE schema_name = ?", schema);
    return shown.isEmpty()
        ? new PostgresState(Optional.empty(), "", tables)
        : new PostgresState(
            Optional.of((String) shown.get(0).get(0)), (String) shown.get(0).get(1), tables);
  }

  /** Whether nothing was ever published there. */
  boolean isEmpty() {
    return publication.isEmpty() && tables.isEmpty();
  }

  boolean shows(Publication wanted, String wantedDefinitions) {
    return publication.filter(wanted.id()::equals).isPresent()
        && definitions.equals(wantedDefinitions);
  }

  static void record(PostgresConnection db, String schema, String name, Table table)
      throws SQLException {
    forget(db, schema, name);
    db.update(
        "INSERT INTO cxw.table_version (schema_name, table_name, delta_table_id, delta_version,"
            + " key_columns, definition) VALUES (?, ?, ?, ?, ?, ?)",
        schema,
        name,
        table.deltaTable(),
        table.version(),
        table.key(),
        table.definition());
  }

  static void forget(PostgresConnection db, String schema, String name) throws SQLException {
    db.update(
        "DELETE FROM cxw.table_version WHERE schema_name = ? AND table_name = ?", schema, name);
  }

  static void record(
      PostgresConnection db, String schema, Publication publication, String definitions)
      throws SQLException {
    db.update("DELETE FROM cxw.publication WHERE schema_name = ?", schema);
    db.update(
        "INSERT INTO cxw.publication (schema_name, publication, run_number, as_of, published_at,"
            + " loaded_at, definitions) VALUES (?, ?, ?, ?, ?, now(), ?)",
        schema,
        publication.id(),
        publication.number(),
        publication.asOf().orElse(null),
        publication.publishedAt().map(Timestamp::from).orElse(null),
        definitions);
  }
}
