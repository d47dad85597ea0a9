package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.RunReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a night came to.
 *
 * @param runId empty: it ended before it had a number
 * @param report empty: it did not come to its end
 * @param problem why not; no text of delivered rows, so that it may leave the machine
 * @param late sources that are, with what is known of their deliveries; empty: nobody looked
 * @param held why nothing new was published
 * @param sent whether readers elsewhere got the publication; empty: nobody tried
 */
record Outcome(
    LocalDate asOf,
    Optional<String> runId,
    ExitCode exitCode,
    Optional<RunReport> report,
    Optional<String> problem,
    Optional<Map<String, String>> late,
    Optional<String> held,
    Optional<Sent> sent,
    Instant ended,
    double seconds) {

  /**
   * Bringing the publication to PostgreSQL and to files.
   *
   * @param problem what failed
   */
  record Sent(Optional<String> problem) {}

  Outcome with(Optional<RuntimeException> failure) {
    ExitCode code = exitCode == ExitCode.OK && failure.isPresent() ? code(failure.get()) : exitCode;
    return new Outcome(
        asOf,
        runId,
        code,
        report,
        problem,
        late,
        held,
        Optional.of(new Sent(failure.map(Outcome::problem))),
        ended,
        seconds);
  }

  /** What was late on an earlier date says nothing of what is late now. */
  Outcome withoutLate() {
    return new Outcome(
        asOf, runId, exitCode, report, problem, Optional.empty(), held, sent, ended, seconds);
  }

  /** Messages of what nobody foresaw may quote rows. */
  static String problem(Throwable error) {
    return error instanceof CxwException known
        ? known.problem()
        : "Something unexpected happened (" + error.getClass().getSimpleName() + ").";
  }

  static ExitCode code(Throwable error) {
    return error instanceof CxwException known ? known.exitCode() : ExitCode.FAILURE;
  }
}
