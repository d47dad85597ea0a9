package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DiffStats;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds a step's result with the time since the step began. */
final class StepTimer {
  private final TableId table;
  private final long started = System.nanoTime();

  StepTimer(TableId table) {
    this.table = table;
  }

  StepResult unchanged(How how, List<String> reasons, long rejected) {
    return result(
        StepResult.Status.UNCHANGED, how, reasons, NOTHING, rejected, -1, Optional.empty());
  }

  StepResult done(How how, List<String> reasons, DiffStats stats, long rejected, long version) {
    return result(
        version >= 0 ? StepResult.Status.CHANGED : StepResult.Status.UNCHANGED,
        how,
        reasons,
        stats,
        rejected,
        version,
        Optional.empty());
  }

  /** What a step of a run that died had done. */
  StepResult recorded(StepRecord record, long version) {
    return done(record.how(), record.reasons(), record.stats(), record.rejected(), version);
  }

  StepResult checkFailed(How how, List<String> reasons, List<CheckResult> checks, long rejected) {
    String message =
        checks.stream()
            .filter(CheckResult::isFailure)
            .map(
                failure ->
                    failure.check().name()
                        + " ("
                        + failure.check().description()
                        + "): "
                        + failure.offences()
                        + " rows")
            .collect(Collectors.joining("; ", "check failed: ", ""));
    return result(
        StepResult.Status.CHECK_FAILED, how, reasons, NOTHING, rejected, -1, Optional.of(message));
  }

  StepResult failed(Throwable error) {
    return result(
        StepResult.Status.FAILED,
        How.SKIP,
        List.of(),
        NOTHING,
        0,
        -1,
        Optional.of(String.valueOf(error.getMessage())));
  }

  StepResult blocked(List<TableId> by) {
    return result(
        StepResult.Status.BLOCKED,
        How.SKIP,
        List.of(),
        NOTHING,
        0,
        -1,
        Optional.of("waits for " + by));
  }

  private static final DiffStats NOTHING = new DiffStats(0, 0, 0, 0, 0, 0);

  private StepResult result(
      StepResult.Status status,
      How how,
      List<String> reasons,
      DiffStats stats,
      long rejected,
      long version,
      Optional<String> message) {
    return new StepResult(
        table,
        status,
        how,
        reasons,
        stats.inserted(),
        stats.updated(),
        stats.deleted(),
        stats.late(),
        rejected,
        stats.partitions(),
        (System.nanoTime() - started) / 1e9,
        version,
        message);
  }
}
