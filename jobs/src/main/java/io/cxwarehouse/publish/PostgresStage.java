package io.cxwarehouse.publish;

import static io.cxwarehouse.publish.PostgresNames.names;
import static io.cxwarehouse.publish.PostgresNames.quoted;
import static java.util.stream.Collectors.joining;

import java.util.Set;

/**
 * Statements on the temporary table to which the changes of one table are copied, and from which
 * they are applied: old images of rows that go, new images of rows that come.
 */
final class PostgresStage {
  private static final String STAGE = "pg_temp.cxw_changes";
  private static final String IS_NEW = "cxw_is_new";

  private final PostgresTable table;
  private final String target;

  PostgresStage(String schema, PostgresTable table) {
    this.table = table;
    this.target = PostgresNames.of(schema, table.name());
  }

  String create() {
    return table.columns().stream()
        .map(column -> quoted(column.name()) + " " + column.type())
        .collect(
            joining(", ", "CREATE TEMPORARY TABLE cxw_changes (" + IS_NEW + " boolean, ", ")"));
  }

  String copy() {
    return "COPY " + STAGE + " (" + IS_NEW + ", " + names(table) + ") FROM STDIN";
  }

  String analyze() {
    return "ANALYZE " + STAGE;
  }

  String drop() {
    return "DROP TABLE " + STAGE;
  }

  /** Which columns of the key hold nulls in new rows, as one row of booleans. */
  String nulls() {
    return nulls(table, STAGE + " WHERE " + IS_NEW);
  }

  /**
   * Removes the rows that changed, by their old images.
   *
   * @param notNull columns of the key that hold no nulls: these can be looked up
   */
  String deleteChanged(Set<String> notNull) {
    return table.key().stream()
        .map(
            column ->
                "t."
                    + quoted(column)
                    + (notNull.contains(column) ? " = " : " IS NOT DISTINCT FROM ")
                    + "c."
                    + quoted(column))
        .collect(
            joining(
                " AND ",
                "DELETE FROM "
                    + target
                    + " t USING "
                    + STAGE
                    + " c WHERE NOT c."
                    + IS_NEW
                    + " AND ",
                ""));
  }

  String insertNew() {
    return "INSERT INTO "
        + target
        + " ("
        + names(table)
        + ") SELECT "
        + names(table)
        + " FROM "
        + STAGE
        + " WHERE "
        + IS_NEW;
  }

  /** Which columns of the key hold nulls, of rows from anywhere. */
  static String nulls(PostgresTable table, String from) {
    return table.key().stream()
        .map(column -> "coalesce(bool_or(" + quoted(column) + " IS NULL), false)")
        .collect(joining(", ", "SELECT ", " FROM " + from));
  }
}
