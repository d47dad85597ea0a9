package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The PostgreSQL that a deployment names. */
public final class PostgresServer {
  /** Hosts with ports, or none, and a database. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "jdbc:postgresql:(//HOST(,HOST)*/)?[^/?@:&#\\s]*(\\?.*)?"
              .replace("HOST", "([\\w.-]*|\\[[\\w:.%]+\\])(:\\d{1,5})?"));

  private PostgresServer() {}

  /**
   * Connects; parameters of the address win over those that are set here. The driver shows an
   * address that it cannot read in its log and its errors, passwords too: this one ends with exit
   * code 2 instead.
   *
   * @param application what the server calls the session in {@code pg_stat_activity}
   * @param silence after which a server that does not answer is given up
   */
  public static Connection connect(Settings.Postgres settings, String application, Duration silence)
      throws SQLException {
    String url = settings.url().orElseThrow();
    Properties properties = new Properties();
    settings.user().ifPresent(user -> PGProperty.USER.set(properties, user));
    settings.password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
    PGProperty.APPLICATION_NAME.set(properties, application);
    PGProperty.CONNECT_TIMEOUT.set(properties, 10);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SOCKET_TIMEOUT.set(properties, (int) silence.toSeconds());
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
}
