package io.cxwarehouse.publish;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.RunListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Tries a transaction again where the connection was lost or the server had no time, and says what
 * is wrong where that does not help. A transaction that did not come to its end left no trace.
 */
final class PostgresRetry {
  private static final List<Duration> WAITS =
      List.of(1, 2, 4, 8, 16).stream().map(Duration::ofSeconds).toList();

  /** Shutting down or starting up, too many connections, a deadlock, a lock held too long. */
  private static final Set<String> PASSING =
      Set.of("57P01", "57P02", "57P03", "53300", "40001", "40P01", "55P03");

  private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01", "3D000", "42501");

  private final List<Duration> waits;
  private final RunListener listener;

  PostgresRetry(RunListener listener) {
    this(listener, WAITS);
  }

  /**
   * @param waits before the second, the third … attempt
   */
  PostgresRetry(RunListener listener, List<Duration> waits) {
    this.waits = waits;
    this.listener = listener;
  }

  /** What is tried. */
  interface Attempt<T> {
    T run() throws SQLException;
  }

  <T> T run(Attempt<T> attempt) {
    for (int tried = 0; ; tried++) {
      try {
        return attempt.run();
      } catch (SQLException e) {
        if (!isPassing(e) || tried == waits.size()) {
          throw explained(e, tried + 1);
        }
        Duration wait = waits.get(tried);
        listener.notice(
            "PostgreSQL: " + message(e) + "; trying again in " + wait.toSeconds() + " s");
        pause(wait);
      }
    }
  }

  private static boolean isPassing(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || PASSING.contains(state);
  }

  private static CxwException explained(SQLException e, int attempts) {
    String state = String.valueOf(e.getSQLState());
    if (NOT_LET_IN.contains(state)) {
      return new CxwException(
          ExitCode.USAGE,
          "PostgreSQL does not let cxw publish; readers keep what they had.",
          message(e),
          "Correct CXW_POSTGRES_URL, CXW_POSTGRES_USER and CXW_POSTGRES_PASSWORD, or grant what is"
              + " missing (docs/readers.md).",
          e);
    }
    if (isPassing(e)) {
      return new CxwException(
          ExitCode.FAILURE,
          "PostgreSQL could not be reached; readers keep what they had.",
          message(e) + " (tried " + attempts + " times)",
          "Bring it back and run `cxw publish --target postgres`, or the same command again.",
          e);
    }
    return new CxwException(
        ExitCode.FAILURE,
        "PostgreSQL refused a statement; readers keep what they had.",
        message(e) + " (SQLSTATE " + state + ")",
        "Mend what it names; if somebody changed the tables there, `cxw publish --target postgres"
            + " --full` writes them anew.",
        e);
  }

  /** On one line. The driver's messages name neither the address nor the password. */
  private static String message(SQLException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CxwException(
          ExitCode.FAILURE,
          "Publishing to PostgreSQL was interrupted; readers keep what they had.",
          "it was waiting for the server",
          "Run the same command again.",
          e);
    }
  }
}
