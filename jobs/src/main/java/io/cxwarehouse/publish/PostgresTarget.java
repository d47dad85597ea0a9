package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Warehouse;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** Whether a schema of a PostgreSQL may be published into. */
final class PostgresTarget {
  /** The first that can hold nulls to be equal in a unique index. */
  private static final int LEAST_VERSION = 15;

  private static final String IS_SCHEMA_USED =
      "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?"
          + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";
  private final PostgresConnection db;
  private final String schema;

  PostgresTarget(PostgresConnection db, String schema) {
    this.db = db;
    this.schema = schema;
  }

  void requireVersion() throws SQLException {
    if (db.serverVersion() < LEAST_VERSION) {
      throw new CxwException(
          ExitCode.USAGE,
          "This PostgreSQL is too old to publish to.",
          "it is version " + db.serverVersion() + ", and " + LEAST_VERSION + " or later is needed",
          "Publish to a newer server.");
    }
  }

  /** A schema into which nothing was published, and in which something is, is somebody else's. */
  void requireOwn(PostgresState state) throws SQLException {
    if (state.isEmpty() && db.has(IS_SCHEMA_USED, schema)) {
      throw new CxwException(
          ExitCode.USAGE,
          "PostgreSQL's schema " + schema + " is not one of cxw; nothing was changed.",
          "it holds tables, and cxw.publication does not say that cxw ever published there",
          "Set publish.postgres.schema to a schema for cxw alone, or empty this one.");
    }
  }

  /**
   * Of another warehouse are tables of which none is one of ours. A trial with the address of
   * everybody's PostgreSQL in its environment must not take the place of what is read there.
   */
  void requireSame(Warehouse warehouse, SparkSession session, PostgresState state) {
    Set<String> theirs = new TreeSet<>();
    Set<String> ours = new TreeSet<>();
    state
        .tables()
        .forEach(
            (name, recorded) -> {
              if (recorded.deltaTable() != null) {
                theirs.add(recorded.deltaTable());
                ours.add(
                    warehouse.tables().state(session, new TableId(Layer.GOLD, name)).tableId());
              }
            });
    if (!theirs.isEmpty() && theirs.stream().noneMatch(ours::contains)) {
      throw new CxwException(
          ExitCode.USAGE,
          "PostgreSQL's schema " + schema + " shows another warehouse; nothing was changed.",
          "none of its tables comes from " + warehouse.settings().warehouse().root(),
          "Set publish.postgres.schema to a schema of its own; or, where this warehouse takes the"
              + " other's place (it was made anew), run `cxw publish --target postgres --full`.");
    }
  }
}
