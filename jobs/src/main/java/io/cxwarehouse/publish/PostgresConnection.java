package io.cxwarehouse.publish;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One connection and its one transaction; closing it without {@link #commit} leaves no trace. */
final class PostgresConnection implements AutoCloseable {
  /** As it stands in {@code pg_stat_activity}. */
  static final String APPLICATION = "cx-warehouse";

  /** A server that vanished without a word is given up; an index on a large table takes minutes. */
  private static final Duration SILENCE = Duration.ofMinutes(30);

  private final Connection connection;

  private PostgresConnection(Connection connection) {
    this.connection = connection;
  }

  /** Connects; parameters of the address win over those that are set here. */
  static PostgresConnection open(Settings.Postgres settings) throws SQLException {
    Connection connection = PostgresServer.connect(settings, APPLICATION, SILENCE);
    connection.setAutoCommit(false);
    return new PostgresConnection(connection);
  }

  int serverVersion() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  void execute(List<String> statements) throws SQLException {
    for (String statement : statements) {
      execute(statement);
    }
  }

  /**
   * Runs a statement without parameters.
   *
   * @return how many rows it changed
   */
  long execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
    }
  }

  List<List<Object>> query(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      int width = result.getMetaData().getColumnCount();
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Whether a query has a result. */
  boolean has(String sql, Object... values) throws SQLException {
    return !query(sql, values).isEmpty();
  }

  /**
   * Copies rows.
   *
   * @param pieces text of whole rows
   * @return how many rows
   */
  long copy(String statement, Iterator<byte[]> pieces) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    try {
      while (pieces.hasNext()) {
        byte[] piece = pieces.next();
        copy.writeToCopy(piece, 0, piece.length);
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /** Lets a server that is gone be gone: what was not committed it forgets by itself. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(PostgresConnection.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection to PostgreSQL", e);
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
