package io.cxwarehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StepResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run did, for the one who started it. */
final class RunSummary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int MAX_LINE = 300;
  private static final int MAX_REASONS = 2;

  private final RunReport report;

  RunSummary(RunReport report) {
    this.report = report;
  }

  void print(PrintWriter out) {
    if (report.isNothingNew()) {
      out.println("as of " + report.asOf() + ": nothing to do, no new files and no rows due");
      return;
    }
    steps().print(out);
    out.println();
    out.printf(
        Locale.ROOT,
        "as of %s, run %s: %,d files with %,d rows taken in, %d tables changed, %.1f s%n",
        report.asOf(),
        report.runId(),
        report.files(),
        report.rowsIn(),
        report.steps().stream().filter(step -> step.changed() > 0).count(),
        report.seconds());
    printRejected(out);
    printFailures(out);
  }

  private TextTable steps() {
    TextTable table =
        new TextTable(
            "table",
            "how",
            "inserted",
            "updated",
            "deleted",
            "rejected",
            "partitions",
            "seconds",
            "result",
            "why");
    for (StepResult step : report.steps()) {
      if (step.how() != How.SKIP || !step.isGood()) {
        table.add(
            step.table(),
            name(step.how()),
            number(step.inserted()),
            number(step.updated()),
            number(step.deleted()),
            number(step.rejected()),
            number(step.partitions()),
            String.format(Locale.ROOT, "%.1f", step.seconds()),
            name(step.status()).replace('_', ' '),
            why(step.reasons()));
      }
    }
    return table;
  }

  /** The line stays readable; {@code cxw plan} and the JSON tell all reasons. */
  private static String why(List<String> reasons) {
    String told = reasons.stream().limit(MAX_REASONS).collect(Collectors.joining("; "));
    return reasons.size() <= MAX_REASONS
        ? told
        : told + "; and " + (reasons.size() - MAX_REASONS) + " more";
  }

  private void printRejected(PrintWriter out) {
    if (report.rejectedRows() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d rows were rejected. Look at them:%n"
              + "  cxw sql \"select source, entity, reason, count(*) from ops.rejected_record group by all\"%n",
          report.rejectedRows());
    }
    report.refusedFiles().forEach(file -> out.println("refused as a whole: " + file));
  }

  private void printFailures(PrintWriter out) {
    for (StepResult step : report.steps()) {
      if (!step.isGood()) {
        out.println(
            step.table()
                + ": "
                + name(step.status()).replace('_', ' ')
                + step.message().map(message -> ": " + inShort(message)).orElse(""));
      }
    }
  }

  /** Its first line and its root cause: Spark puts whole stack traces into messages. */
  private static String inShort(String message) {
    List<String> lines = message.lines().toList();
    return Stream.concat(
            lines.stream().limit(1),
            lines.stream()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((a, b) -> b)
                .stream())
        .map(line -> line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line)
        .collect(Collectors.joining("\n  "));
  }

  /** The same as one JSON object. */
  void printJson(PrintWriter out) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "finished");
    fields.put("run_id", report.runId());
    fields.put("as_of", report.asOf().toString());
    fields.put("exit_code", report.exitCode().code());
    fields.put("is_nothing_new", report.isNothingNew());
    fields.put("files", report.files());
    fields.put("rows_in", report.rowsIn());
    fields.put("rejected_rows", report.rejectedRows());
    fields.put("refused_files", report.refusedFiles());
    fields.put("seconds", report.seconds());
    fields.put("steps", report.steps().stream().map(RunSummary::json).toList());
    try {
      out.println(JSON.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> json(StepResult step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", step.table().toString());
    fields.put("status", name(step.status()));
    fields.put("how", name(step.how()));
    fields.put("reasons", step.reasons());
    fields.put("inserted", step.inserted());
    fields.put("updated", step.updated());
    fields.put("deleted", step.deleted());
    fields.put("rejected", step.rejected());
    fields.put("partitions", step.partitions());
    fields.put("seconds", step.seconds());
    fields.put("version", step.version());
    step.message().ifPresent(message -> fields.put("message", message));
    return fields;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
