package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.MaintenanceReport;
import io.cxwarehouse.engine.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps the warehouse small and quick. */
@Command(
    name = "maintain",
    description = {
      "Makes few files of many small ones, removes files and logs that no reader needs any more, and",
      "keeps only totals of the records of old runs. Rows of tables stay as they are. The latest",
      "publications can still be shown again, and what was read a week ago can be read on: keys",
      "maintain.* of the configuration. Run it once a week, between nights. Killed on the way, the",
      "same command goes on, and so does a run.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw maintain --conf my.conf --dry-run      what would be done, in files and bytes",
      "  cxw maintain --conf my.conf",
      "",
      "Exit codes: 0 done, 1 a table was left alone since it is damaged (`cxw doctor`), 5 another run",
      "holds the warehouse."
    })
final class MaintainCommand extends CxwSubcommand {
  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    MaintenanceReport report;
    try (Events events = events()) {
      report = engine.maintain(dryRun, events);
    }
    if (format.isJson()) {
      DocumentFormat.print(json(report), out());
    } else {
      print(report);
    }
    boolean isWhole = report.tables().stream().allMatch(table -> table.fault().isEmpty());
    return isWhole ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void print(MaintenanceReport report) {
    TextTable table =
        new TextTable("table", "small files", "become", "files removed", "MB", "log files");
    List<MaintenanceReport.Table> busy =
        report.tables().stream().filter(one -> !one.isIdle() && one.fault().isEmpty()).toList();
    for (MaintenanceReport.Table one : busy) {
      table.add(
          one.id(),
          one.compacted().files(),
          one.compacted().into(),
          one.removed().files(),
          megabytes(one.removed().bytes()),
          one.removed().logFiles());
    }
    if (table.size() > 0) {
      table.print(out());
      out().println();
    }
    report.tables().stream()
        .filter(one -> one.fault().isPresent())
        .forEach(one -> out().println(one.id() + ": left alone: " + one.fault().get()));
    if (report.expiredRuns() > 0) {
      out()
          .printf(
              Locale.ROOT,
              "records of %,d old runs %s totals by month (%,d rows)%n",
              report.expiredRuns(),
              dryRun ? "would become" : "are",
              report.expiredRows());
    }
    report
        .oldest()
        .ifPresent(one -> out().println("the oldest that can be shown again is " + one.named()));
    out()
        .printf(
            Locale.ROOT,
            "%s%,d small files to %,d, %,d files with %s MB and %,d of logs removed, in %.1f s%n",
            dryRun ? "nothing was changed; without --dry-run: " : "",
            report.tables().stream().mapToLong(one -> one.compacted().files()).sum(),
            report.tables().stream().mapToLong(one -> one.compacted().into()).sum(),
            report.tables().stream().mapToLong(one -> one.removed().files()).sum(),
            megabytes(report.tables().stream().mapToLong(one -> one.removed().bytes()).sum()),
            report.tables().stream().mapToLong(one -> one.removed().logFiles()).sum(),
            report.seconds());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
  }

  private Map<String, Object> json(MaintenanceReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("is_dry_run", dryRun);
    document.put("oldest_publication", report.oldest().map(Publication::id).orElse(null));
    document.put("expired_runs", report.expiredRuns());
    document.put("expired_rows", report.expiredRows());
    document.put("seconds", report.seconds());
    document.put("tables", report.tables().stream().map(MaintainCommand::json).toList());
    return document;
  }

  private static Map<String, Object> json(MaintenanceReport.Table one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", one.id().toString());
    fields.put("small_files", one.compacted().files());
    fields.put("become", one.compacted().into());
    fields.put("removed_files", one.removed().files());
    fields.put("removed_bytes", one.removed().bytes());
    fields.put("removed_log_files", one.removed().logFiles());
    one.fault().ifPresent(fault -> fields.put("fault", fault));
    return fields;
  }
}
