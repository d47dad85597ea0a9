package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Lock;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.graph.Fingerprints;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Brings the current publication to PostgreSQL, in one transaction: a reader sees the publication
 * of before or this one, never a part of it. What PostgreSQL shows it says itself, so that the same
 * command completes what was killed, and does nothing where all is there.
 */
public final class PostgresPublisher {
  private static final String IS_SCHEMA_CLOSED =
      "SELECT 1 FROM pg_namespace n CROSS JOIN pg_roles r WHERE n.nspname = ? AND r.rolname = ?"
          + " AND NOT has_schema_privilege(r.oid, n.oid, 'USAGE')";
  private static final String UNREADABLE =
      "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN"
          + " pg_roles r WHERE n.nspname = ? AND r.rolname = ? AND c.relkind IN ('r', 'v') AND NOT"
          + " has_table_privilege(r.oid, c.oid, 'SELECT')";

  private static final String PART = "16m";

  private final Warehouse warehouse;
  private final Settings.Postgres settings;
  private final RunListener listener;
  private final PostgresRetry retry;
  private final PostgresDdl ddl;
  private final SparkSession session;
  private final SortedMap<String, PostgresTable> tables = new TreeMap<>();
  private final Map<String, String> definitions = new TreeMap<>();

  public PostgresPublisher(Warehouse warehouse, RunListener listener) {
    this(warehouse, listener, new PostgresRetry(listener));
  }

  PostgresPublisher(Warehouse warehouse, RunListener listener, PostgresRetry retry) {
    this.warehouse = warehouse;
    this.settings = warehouse.settings().publish().postgres();
    this.listener = listener;
    this.retry = retry;
    this.ddl = new PostgresDdl(settings.schema());
    this.session = warehouse.newSession();
    // Parts are in memory whole; and while one is loaded, the next one is read.
    session.conf().set("spark.sql.files.maxPartitionBytes", PART);
    for (TableDefinition definition : warehouse.definitions().tables().values()) {
      if (definition.id().layer() == Layer.GOLD) {
        PostgresTable table = PostgresTable.of(definition.spec());
        tables.put(table.name(), table);
        definitions.put(table.name(), Fingerprints.sha256(PostgresShape.definition(ddl, table)));
      }
    }
  }

  /**
   * Publishes.
   *
   * @param isWhole write all rows anew, whatever PostgreSQL says that it has, and from which
   *     warehouse
   */
  public PublishReport publish(boolean isWhole) {
    if (settings.url().isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no PostgreSQL to publish to.",
          "the environment variable CXW_POSTGRES_URL is not set",
          "Set it to an address such as jdbc:postgresql://db.example.com/cx, and"
              + " CXW_POSTGRES_USER and CXW_POSTGRES_PASSWORD beside it.");
    }
    try (Lock lock = warehouse.lock("publish", listener)) {
      Publication publication =
          Publications.load(session, warehouse.tables())
              .current()
              .orElseThrow(
                  () ->
                      new CxwException(
                          ExitCode.USAGE,
                          "There is nothing to publish.",
                          "no run has published yet",
                          "Run `cxw run` first; `cxw status` shows what holds it back."));
      return retry.run(() -> attempt(publication, isWhole, lock));
    }
  }

  private PublishReport attempt(Publication publication, boolean isWhole, Lock lock)
      throws SQLException {
    try (PostgresConnection db = PostgresConnection.open(settings)) {
      PostgresTarget target = new PostgresTarget(db, settings.schema());
      target.requireVersion();
      // Two publishers of one schema wait for each other; one that waits in vain tries again.
      db.execute("SET LOCAL lock_timeout = '60s'");
      db.query("SELECT pg_advisory_xact_lock(hashtext('cxw'), hashtext(?))", settings.schema());
      PostgresState state = PostgresState.load(db, settings.schema());
      String all = Fingerprints.sha256(definitions + settings.readerRole());
      if (!isWhole && state.shows(publication, all) && hasAll(state, publication)) {
        return new PublishReport(publication, true, List.of());
      }
      target.requireOwn(state);
      if (!isWhole) {
        target.requireSame(warehouse, session, state);
      }
      foundations(db);
      List<PublishReport.Table> done = new ArrayList<>();
      for (PostgresTable table : tables.values()) {
        listener.phase("PostgreSQL: " + settings.schema() + "." + table.name());
        bring(db, state, table, publication, isWhole).ifPresent(done::add);
      }
      for (String name : state.tables().keySet()) {
        if (!tables.containsKey(name)) {
          new PostgresShape(db, ddl, settings.schema()).drop(name);
          PostgresState.forget(db, settings.schema(), name);
          done.add(new PublishReport.Table(name, PublishReport.How.DROPPED, 0, 0, 0));
        }
      }
      // Where nobody may read yet, the same command has something left to do.
      String brought = grant(db) ? all : "";
      PostgresState.record(db, settings.schema(), publication, brought);
      listener.phase("PostgreSQL: committing");
      // Who lost the lock while it was paused would bring back an older publication.
      lock.check();
      db.commit();
      return new PublishReport(publication, false, done);
    }
  }

  /** A warehouse that was made anew counts its publications anew: a name alone proves nothing. */
  private boolean hasAll(PostgresState state, Publication publication) {
    for (String name : tables.keySet()) {
      TableId id = new TableId(Layer.GOLD, name);
      Long version = publication.versions().get(id);
      PostgresState.Table recorded = state.tables().get(name);
      boolean isThere =
          version == null
              ? recorded == null || recorded.version() == null
              : recorded != null
                  && version.equals(recorded.version())
                  && warehouse.tables().state(session, id).tableId().equals(recorded.deltaTable());
      if (!isThere) {
        return false;
      }
    }
    return true;
  }

  private Optional<PublishReport.Table> bring(
      PostgresConnection db,
      PostgresState state,
      PostgresTable table,
      Publication publication,
      boolean isWhole)
      throws SQLException {
    TableId id = new TableId(Layer.GOLD, table.name());
    PostgresState.Table recorded = state.tables().get(table.name());
    Long version = publication.versions().get(id);
    if (version == null && recorded == null) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    PostgresShape shape = new PostgresShape(db, ddl, settings.schema());
    PostgresLoad.Loaded loaded;
    Tables.State wanted = null;
    if (version == null) {
      shape.bring(table, recorded);
      loaded =
          new PostgresLoad.Loaded(
              PublishReport.How.EMPTIED, 0, db.execute(ddl.empty(table.name())));
    } else {
      wanted = new Tables.State(warehouse.tables().state(session, id).tableId(), version);
      loaded =
          new PostgresLoad(db, ddl, shape, session, warehouse.tables())
              .load(warehouse.definitions().table(id).spec(), table, recorded, wanted, isWhole);
    }
    PostgresState.record(
        db,
        settings.schema(),
        table.name(),
        new PostgresState.Table(
            wanted == null ? null : wanted.tableId(),
            version,
            String.join(",", table.key()),
            definitions.get(table.name())));
    return Optional.of(
        new PublishReport.Table(
            table.name(),
            loaded.how(),
            loaded.inserted(),
            loaded.deleted(),
            (System.nanoTime() - began) / 1e9));
  }

  /** What is there is left alone, so that schemas may be made by somebody with more rights. */
  private void foundations(PostgresConnection db) throws SQLException {
    for (String schema : List.of(settings.schema(), PostgresDdl.OWN_SCHEMA)) {
      if (!db.has("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)) {
        db.execute(ddl.createSchema(schema));
      }
    }
    db.execute(ddl.ownTables());
  }

  /**
   * Grants what the readers' role lacks, on what is ours alone.
   *
   * @return whether there is such a role
   */
  private boolean grant(PostgresConnection db) throws SQLException {
    String role = settings.readerRole();
    if (!db.has("SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
      if (!db.has(
          "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper)")) {
        listener.notice(
            "PostgreSQL: nobody may read yet; let an administrator run CREATE ROLE "
                + role
                + " NOLOGIN, and publish again (docs/readers.md)");
        return false;
      }
      db.execute(ddl.createRole(role));
    }
    Set<String> published = new TreeSet<>(tables.keySet());
    tables.keySet().forEach(table -> published.add(PostgresDdl.viewName(table)));
    grant(db, settings.schema(), published);
    grant(db, PostgresDdl.OWN_SCHEMA, Set.of("publication", "table_version"));
    return true;
  }

  private void grant(PostgresConnection db, String schema, Set<String> own) throws SQLException {
    String role = settings.readerRole();
    if (db.has(IS_SCHEMA_CLOSED, schema, role)) {
      db.execute(ddl.grantUsage(schema, role));
    }
    for (List<Object> relation : db.query(UNREADABLE, schema, role)) {
      String name = (String) relation.get(0);
      if (own.contains(name)) {
        db.execute(ddl.grantSelect(schema, name, role));
      }
    }
  }
}
