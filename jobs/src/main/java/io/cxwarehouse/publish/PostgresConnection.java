package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.copy.CopyIn;

/** One connection and its one transaction; closing it without {@link #commit} leaves no trace. */
final class PostgresConnection implements AutoCloseable {
  /** As it stands in {@code pg_stat_activity}. */
  static final String APPLICATION = "cx-warehouse";

  /** Hosts with ports, or none, and a database. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "jdbc:postgresql:(//HOST(,HOST)*/)?[^/?@:&#\\s]*(\\?.*)?"
              .replace("HOST", "([\\w.-]*|\\[[\\w:.%]+\\])(:\\d{1,5})?"));

  private final Connection connection;

  private PostgresConnection(Connection connection) {
    this.connection = connection;
  }

  /** Connects; parameters of the address win over those that are set here. */
  static PostgresConnection open(Settings.Postgres settings) throws SQLException {
    Properties properties = new Properties();
    settings.user().ifPresent(user -> PGProperty.USER.set(properties, user));
    settings.password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
    PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
    PGProperty.CONNECT_TIMEOUT.set(properties, 10);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // A server that vanished without a word is given up; an index on a large table takes minutes.
    PGProperty.SOCKET_TIMEOUT.set(properties, 1800);
    Connection connection = connect(settings.url().orElseThrow(), properties);
    connection.setAutoCommit(false);
    return new PostgresConnection(connection);
  }

  /** The driver shows an address that it cannot read in its log and its errors, passwords too. */
  private static Connection connect(String url, Properties properties) throws SQLException {
    if (!ADDRESS.matcher(url).matches()) {
      throw unreadable();
    }
    try {
      // Not by DriverManager, which does not see a driver that spark-submit has loaded.
      return new Driver().connect(url, properties);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(url)) {
        throw unreadable();
      }
      throw e;
    }
  }

  private static CxwException unreadable() {
    return new CxwException(
        ExitCode.USAGE,
        "The address of PostgreSQL cannot be read.",
        "CXW_POSTGRES_URL is not of the form jdbc:postgresql://host:port/database?parameters",
        "Correct it. User and password do not stand before the host: they are given by"
            + " CXW_POSTGRES_USER and CXW_POSTGRES_PASSWORD.");
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
