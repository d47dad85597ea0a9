package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.ExitCode;
import java.time.LocalDate;
import java.util.List;

/**
 * How a run went.
 *
 * @param isNothingNew the run ended without opening a table
 * @param files files taken in; {@code rejectedRows} of them, and {@code refusedFiles} as a whole
 */
public record RunReport(
    String runId,
    LocalDate asOf,
    ExitCode exitCode,
    boolean isNothingNew,
    long files,
    long rowsIn,
    long rejectedRows,
    List<String> refusedFiles,
    List<StepResult> steps,
    double seconds) {

  /** Of a run that computed. */
  static RunReport of(
      String runId, LocalDate asOf, IntakeOutcome intake, List<StepResult> steps, double seconds) {
    return new RunReport(
        runId,
        asOf,
        exitCode(intake, steps),
        false,
        intake.files(),
        intake.rows(),
        intake.rejected() + steps.stream().mapToLong(StepResult::rejected).sum(),
        intake.refused(),
        steps,
        seconds);
  }

  /**
   * Of a run that had nothing to do.
   *
   * @param runId of the run that did it
   */
  static RunReport ofNothingNew(
      String runId, LocalDate asOf, List<String> refusedFiles, double seconds) {
    return new RunReport(runId, asOf, ExitCode.OK, true, 0, 0, 0, refusedFiles, List.of(), seconds);
  }

  private static ExitCode exitCode(IntakeOutcome intake, List<StepResult> steps) {
    if (steps.stream().anyMatch(step -> step.status() == StepResult.Status.FAILED)) {
      return ExitCode.FAILURE;
    }
    boolean isRefused =
        !intake.refused().isEmpty()
            || steps.stream().anyMatch(s -> s.status() == StepResult.Status.CHECK_FAILED);
    return isRefused ? ExitCode.REFUSED : ExitCode.OK;
  }
}
