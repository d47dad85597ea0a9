package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.delta.VersionDiff;
import io.cxwarehouse.engine.Sessions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Brings one table to the version of a publication, within the publication's transaction. */
final class PostgresLoad {
  private final PostgresConnection db;
  private final PostgresDdl ddl;
  private final PostgresShape shape;
  private final SparkSession session;
  private final Tables tables;

  PostgresLoad(
      PostgresConnection db,
      PostgresDdl ddl,
      PostgresShape shape,
      SparkSession session,
      Tables tables) {
    this.db = db;
    this.ddl = ddl;
    this.shape = shape;
    this.session = session;
    this.tables = tables;
  }

  /** Rows that went in and out. */
  record Loaded(PublishReport.How how, long inserted, long deleted) {}

  /**
   * Loads a table.
   *
   * @param recorded what PostgreSQL has; null: it does not have the table
   * @param wanted the version to have
   * @param isWhole write all rows, whatever there is
   */
  Loaded load(
      TableSpec spec,
      PostgresTable table,
      PostgresState.Table recorded,
      Tables.State wanted,
      boolean isWhole)
      throws SQLException {
    Sessions.fit(session, tables.size(session, spec.id()).bytes());
    boolean isReshaped = shape.bring(table, recorded);
    boolean isKnown =
        recorded != null
            && !isReshaped
            && !isWhole
            && wanted.tableId().equals(recorded.deltaTable());
    if (isKnown && recorded.version() == wanted.version()) {
      return new Loaded(PublishReport.How.SAME, 0, 0);
    }
    if (isKnown) {
      Optional<VersionDiff> diff =
          VersionDiff.between(session, tables, spec.id(), recorded.version(), wanted.version());
      if (diff.isPresent()) {
        return changes(spec, table, diff.get());
      }
    }
    return whole(spec, table, wanted, recorded != null);
  }

  private Loaded whole(
      TableSpec spec, PostgresTable table, Tables.State wanted, boolean mayHaveRows)
      throws SQLException {
    long deleted = 0;
    if (mayHaveRows) {
      deleted = db.execute(ddl.empty(table.name()));
      shape.dropKey(table);
    }
    Dataset<Row> rows = PublishedRows.of(spec, read(spec, wanted));
    long inserted = copied(ddl.copy(table), rows);
    db.execute(ddl.key(table, nullsOf(table, ddl.nullsOfTable(table))));
    db.execute(ddl.indexes(table));
    db.execute(ddl.analyze(table));
    return new Loaded(PublishReport.How.WHOLE, inserted, deleted);
  }

  private Loaded changes(TableSpec spec, PostgresTable table, VersionDiff diff)
      throws SQLException {
    PostgresStage stage = ddl.stage(table);
    db.execute(stage.create());
    copied(stage.copy(), PublishedRows.changes(spec, diff));
    db.execute(stage.analyze());
    Set<String> notNull = shape.notNull(table);
    Set<String> nowNull = nullsOf(table, stage.nulls());
    if (nowNull.stream().anyMatch(notNull::contains)) {
      Set<String> nullable = new TreeSet<>(table.key());
      nullable.removeAll(notNull);
      nullable.addAll(nowNull);
      shape.dropKey(table);
      db.execute(ddl.key(table, nullable));
      notNull = shape.notNull(table);
    }
    long deleted = db.execute(stage.deleteChanged(notNull));
    long inserted = db.execute(stage.insertNew());
    db.execute(stage.drop());
    return new Loaded(PublishReport.How.CHANGES, inserted, deleted);
  }

  private Dataset<Row> read(TableSpec spec, Tables.State wanted) {
    try {
      return tables.read(session, spec.id(), wanted.version());
    } catch (Exception e) { // Delta's are partly checked, but not declared
      throw new CxwException(
          ExitCode.FAILURE,
          spec.id() + " cannot be read at version " + wanted.version() + ".",
          String.valueOf(e.getMessage()),
          "Run `cxw doctor`; `cxw publication list` names other publications.",
          e);
    }
  }

  private long copied(String statement, Dataset<Row> rows) throws SQLException {
    JavaRDD<byte[]> texts =
        rows.queryExecution().toRdd().toJavaRDD().mapPartitions(new CopyText(rows.schema()));
    try (PartsAhead<byte[]> pieces = new PartsAhead<>(texts)) {
      return db.copy(statement, pieces);
    }
  }

  private Set<String> nullsOf(PostgresTable table, String query) throws SQLException {
    List<Object> isNull = db.query(query).get(0);
    Set<String> columns = new TreeSet<>();
    for (int i = 0; i < isNull.size(); i++) {
      if ((boolean) isNull.get(i)) {
        columns.add(table.key().get(i));
      }
    }
    return columns;
  }
}
