package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Passes on how a night goes, and keeps what is to be told at its end. */
final class Course extends Passing {
  private final LocalDate asOf;
  private final Instant started = Instant.now();
  private Optional<String> runId = Optional.empty();
  private Optional<Map<String, String>> late = Optional.empty();
  private Optional<String> held = Optional.empty();

  Course(LocalDate asOf, RunListener next) {
    super(next);
    this.asOf = asOf;
  }

  Outcome ended(RunReport report) {
    return outcome(report.exitCode(), Optional.of(report), Optional.empty());
  }

  Outcome failed(Throwable error) {
    return outcome(Outcome.code(error), Optional.empty(), Optional.of(Outcome.problem(error)));
  }

  private Outcome outcome(ExitCode code, Optional<RunReport> report, Optional<String> problem) {
    Instant now = Instant.now();
    return new Outcome(
        asOf,
        runId,
        code,
        report,
        problem,
        late,
        held,
        Optional.empty(),
        now,
        (now.toEpochMilli() - started.toEpochMilli()) / 1e3);
  }

  @Override
  public void began(String id) {
    runId = Optional.of(id);
    super.began(id);
  }

  @Override
  public void looked(Map<String, String> sources) {
    late = Optional.of(Map.copyOf(sources));
    super.looked(sources);
  }

  @Override
  public void held(String reason) {
    held = Optional.of(reason);
    super.held(reason);
  }
}
