package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.graph.Fingerprints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The warehouse's lock as an advisory lock of PostgreSQL, for stores that create no file
 * atomically. It is held by a session: where that is gone, so is the lock, and the holder finds out
 * before the server gives a silent session up.
 */
final class PostgresLock implements Lock {
  private static final Duration BEAT = Duration.ofSeconds(10);

  /** With the time of a beat it is less than {@link #KEEP_ALIVE} lets the server wait. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** A holder whose host vanished without a word is given up after 50 seconds. */
  private static final String KEEP_ALIVE =
      "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10;"
          + " SET tcp_keepalives_count = 3";

  private static final String TAKE = "SELECT pg_try_advisory_lock(?)";
  private static final String RELEASE = "SELECT pg_advisory_unlock(?)";

  /** Sessions that hold the lock; its number lies in two columns. */
  private static final String HOLDERS =
      " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
          + " AND l.granted AND l.objsubid = 1 AND a.datname = current_database()"
          + " AND l.database = a.datid AND (l.classid::bigint << 32) | l.objid::bigint = ?";

  private static final String HOLDER =
      "SELECT a.application_name || coalesce(', from ' || host(a.client_addr), '') || ', since '"
          + " || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
          + HOLDERS;

  private static final String IS_OURS = "SELECT 1" + HOLDERS + " AND l.pid = pg_backend_pid()";

  private final Connection session;
  private final long number;
  private final Runnable onLoss;
  private final Heartbeat heart;
  private boolean isLost;

  private PostgresLock(Connection session, long number, Duration beat, Runnable onLoss) {
    this.session = session;
    this.number = number;
    this.onLoss = onLoss;
    this.heart = new Heartbeat(beat, this::beat);
  }

  /**
   * Takes the lock or fails with exit code 5, naming the holder; with 2 where the configuration
   * names no server, and with 1 where that cannot be reached.
   *
   * @param purpose what the holder does, shown to whoever finds the lock
   * @param onLoss stops what the holder is doing once the lock is lost
   */
  static PostgresLock take(
      Settings settings, String purpose, Configuration hadoop, Runnable onLoss) {
    return take(settings, purpose, hadoop, onLoss, BEAT);
  }

  static PostgresLock take(
      Settings settings, String purpose, Configuration hadoop, Runnable onLoss, Duration beat) {
    String root = settings.warehouse().root();
    requireServer(settings);
    Connection session = null;
    try {
      long number = number(root, hadoop);
      session =
          PostgresServer.connect(settings.publish().postgres(), application(purpose), SILENCE);
      execute(session, KEEP_ALIVE);
      if (!Boolean.TRUE.equals(first(session, TAKE, number).orElse(null))) {
        throw held(root, first(session, HOLDER, number));
      }
      PostgresLock lock = new PostgresLock(session, number, beat, onLoss);
      session = null;
      lock.check();
      return lock;
    } catch (SQLException | IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The lock of the warehouse " + root + " cannot be asked for.",
          "PostgreSQL, which keeps it, cannot be used: " + e.getMessage(),
          "Run the same command again once the server at CXW_POSTGRES_URL can be reached.",
          e);
    } finally {
      close(session);
    }
  }

  /** How the lock stands, for whoever only wants to know. */
  static Condition condition(Settings settings, Configuration hadoop) {
    String subject = "lock";
    Connection session = null;
    try {
      requireServer(settings);
      session = PostgresServer.connect(settings.publish().postgres(), "cxw doctor", SILENCE);
      Optional<Object> holder = first(session, HOLDER, number(settings.warehouse().root(), hadoop));
      return Condition.ok(
          subject, holder.map(text -> "held by " + text).orElse("free") + " (in PostgreSQL)");
    } catch (CxwException e) {
      return Condition.fault(subject, e.getMessage(), "Correct it: no run can begin.");
    } catch (SQLException | IOException e) {
      return Condition.fault(
          subject,
          "PostgreSQL, which keeps it, cannot be used: " + e.getMessage(),
          "See to the server at CXW_POSTGRES_URL: no run can begin.");
    } finally {
      close(session);
    }
  }

  private static void requireServer(Settings settings) {
    if (settings.publish().postgres().url().isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no PostgreSQL that could keep the warehouse's lock.",
          "warehouse.lock is postgres, and publish.postgres.url (CXW_POSTGRES_URL) is not set",
          "Set CXW_POSTGRES_URL, CXW_POSTGRES_USER and CXW_POSTGRES_PASSWORD.");
    }
  }

  private static CxwException held(String root, Optional<Object> holder) {
    return new CxwException(
        ExitCode.LOCKED,
        "Another run holds the warehouse " + root + ".",
        holder.map(Object::toString).orElse("it had the lock just now"),
        "Wait until it has ended. A dead holder's lock is free as soon as PostgreSQL has seen that"
            + " it is gone: at once if the process ended, after a minute if its host did.");
  }

  /**
   * The lock's number: the same for the same folder, however it is written. Which protocol reads it
   * does not matter: {@code s3://} and {@code s3a://} are one bucket.
   */
  static long number(String root, Configuration hadoop) throws IOException {
    Path path = new Path(root);
    String scheme = path.toUri().getScheme();
    // A bucket's file system is not asked: its name is whole, and asking may need its keys.
    Path whole =
        scheme == null || scheme.equals("file") || path.toUri().getAuthority() == null
            ? FileSystem.get(path.toUri(), hadoop).makeQualified(path)
            : path;
    String name = whole.toUri().getAuthority() + whole.toUri().getPath();
    return Long.parseUnsignedLong(Fingerprints.sha256("cxw lock\0" + name).substring(0, 16), 16);
  }

  /** The server keeps 63 characters. */
  private static String application(String purpose) {
    String text =
        "cxw %s, process %d on %s"
            .formatted(purpose, ProcessHandle.current().pid(), LockHolder.host());
    return text.length() <= 63 ? text : text.substring(0, 63);
  }

  @Override
  public synchronized void check() {
    String why = "the connection to PostgreSQL, which keeps it, broke";
    if (!isLost) {
      try {
        if (first(session, IS_OURS, number).isPresent()) {
          return;
        }
        why =
            "not the session that took it answers, but another: a pooler stands between, and"
                + " CXW_POSTGRES_URL has to name the server itself";
      } catch (SQLException e) {
        why += ": " + e.getMessage();
      }
      isLost = true;
      close(session);
      onLoss.run();
      heart.close();
    }
    throw new CxwException(
        ExitCode.LOCKED,
        "This run has lost the warehouse's lock.",
        why,
        "Run the same command again once no other run is under way; nothing is lost.");
  }

  private synchronized void beat() {
    if (isLost) {
      return;
    }
    try {
      check();
    } catch (CxwException e) {
      System.getLogger(PostgresLock.class.getName())
          .log(System.Logger.Level.WARNING, "Heartbeat of the lock failed: {0}", e.getMessage());
    }
  }

  /** At once, not when the server comes to see that the session is gone: another may wait. */
  @Override
  public void close() {
    heart.close();
    synchronized (this) {
      if (isLost) {
        return;
      }
      isLost = true;
      try {
        first(session, RELEASE, number);
      } catch (SQLException e) {
        System.getLogger(PostgresLock.class.getName())
            .log(System.Logger.Level.WARNING, "The lock was not released: {0}", e.getMessage());
      }
      close(session);
    }
  }

  private static void close(Connection session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (SQLException e) {
      System.getLogger(PostgresLock.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection to PostgreSQL", e);
    }
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of the first row; empty: there is none. */
  private static Optional<Object> first(Connection session, String query, long number)
      throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(query)) {
      statement.setLong(1, number);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.ofNullable(result.getObject(1)) : Optional.empty();
      }
    }
  }
}
