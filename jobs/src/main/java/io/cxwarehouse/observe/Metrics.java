package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StepResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * A night in Prometheus's text format. All are gauges of the last run; what is not known of it is
 * left out. Labels are names of tables, sources and states, never of persons.
 */
final class Metrics {
  private final StringBuilder text = new StringBuilder();
  private final String warehouse;

  private Metrics(String warehouse) {
    this.warehouse = warehouse;
  }

  static String text(String warehouse, Outcome night, Facts facts) {
    Metrics metrics = new Metrics(warehouse);
    metrics.run(night);
    night.report().ifPresent(metrics::report);
    if (night.report().isPresent()) {
      metrics.checks(facts);
    }
    metrics.late(night);
    metrics.readers(night, facts);
    return metrics.text.toString();
  }

  private void run(Outcome night) {
    one("cxw_run_end_timestamp_seconds", "When the last run ended", seconds(night.ended()));
    one("cxw_run_exit_code", "Its exit code (docs/runbook.md)", night.exitCode().code());
    one("cxw_run_seconds", "How long it took", night.seconds());
    one("cxw_run_as_of_timestamp_seconds", "Its business date", seconds(night.asOf()));
  }

  private void report(RunReport report) {
    one("cxw_run_files", "Files taken in", report.files());
    one("cxw_run_rows_in", "Rows taken in", report.rowsIn());
    one("cxw_run_rows_rejected", "Rows rejected", report.rejectedRows());
    one(
        "cxw_run_rows_changed",
        "Rows of all tables that are new, other or gone",
        report.steps().stream().mapToLong(StepResult::changed).sum());
    one("cxw_run_files_refused", "Files refused as a whole", report.refusedFiles().size());
    head("cxw_run_tables", "Tables by how their step ended");
    for (StepResult.Status status : StepResult.Status.values()) {
      sample(
          "cxw_run_tables",
          "status",
          status.name().toLowerCase(Locale.ROOT),
          report.steps().stream().filter(step -> step.status() == status).count());
    }
    head("cxw_step_seconds", "How long a table's step took");
    report
        .steps()
        .forEach(s -> sample("cxw_step_seconds", "table", s.table().toString(), s.seconds()));
  }

  private void checks(Facts facts) {
    head("cxw_run_checks_failed", "Checks that found rows");
    for (String severity : new String[] {"fail", "warn"}) {
      sample(
          "cxw_run_checks_failed",
          "severity",
          severity,
          facts.checks().stream().filter(one -> one.severity().equals(severity)).count());
    }
  }

  private void late(Outcome night) {
    night
        .late()
        .ifPresent(
            late -> {
              one("cxw_sources_late", "Sources with no recent delivery", late.size());
              head("cxw_source_late", "1 for each of them");
              late.keySet().stream()
                  .sorted()
                  .forEach(source -> sample("cxw_source_late", "source", source, 1));
            });
  }

  private void readers(Outcome night, Facts facts) {
    if (night.report().filter(report -> !report.isNothingNew()).isPresent()) {
      one(
          "cxw_publication_held",
          "1: nothing new was published, readers keep the set of before",
          night.held().isPresent() ? 1 : 0);
    }
    night
        .sent()
        .ifPresent(
            sent ->
                one(
                    "cxw_publication_not_sent",
                    "1: PostgreSQL or files do not have it",
                    sent.problem().isPresent() ? 1 : 0));
    facts
        .publication()
        .ifPresent(
            publication -> {
              one("cxw_publication_number", "Number of what readers get", publication.number());
              publication
                  .publishedAt()
                  .ifPresent(
                      at ->
                          one(
                              "cxw_publication_timestamp_seconds",
                              "When it was published",
                              seconds(at)));
              publication
                  .asOf()
                  .ifPresent(
                      day ->
                          one(
                              "cxw_publication_as_of_timestamp_seconds",
                              "Its business date",
                              seconds(day)));
            });
    // A run that found nothing to do leaves no row of its own.
    (night.exitCode() == ExitCode.OK ? Optional.of(night.ended()) : facts.lastGood())
        .ifPresent(
            at ->
                one(
                    "cxw_last_good_run_end_timestamp_seconds",
                    "When a run last ended with exit code 0",
                    seconds(at)));
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1e3;
  }

  private static double seconds(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private void one(String name, String help, Number value) {
    head(name, help);
    sample(name, "", "", value);
  }

  private void head(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private void sample(String name, String label, String of, Number value) {
    text.append(name).append("{warehouse=\"").append(escaped(warehouse)).append('"');
    if (!label.isEmpty()) {
      text.append(',').append(label).append("=\"").append(escaped(of)).append('"');
    }
    text.append("} ").append(plain(value)).append('\n');
  }

  private static String plain(Number value) {
    return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
