package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.report.Report;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes what was published as one page to look at. */
@Command(
    name = "report",
    description = {
      "Writes the current publication as one HTML file: how we are doing, what changed and why,",
      "surveys, support, retention, value, channels, employees, and how good the data are.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw report --conf my.conf",
      "  cxw report --conf my.conf --date 2026-03-31 --out /reports/march.html",
      "  cxw report --conf my.conf --segment country=DE",
      "",
      "The file needs no other and asks for none: open it in a browser, mail it, print it to A4."
    })
final class ReportCommand extends CxwSubcommand {
  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = RunChoice.IsoDate.class,
      description = "Business date whose scorecard is shown (default: that of the publication).")
  private LocalDate date;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it (default: cx-report-<date>.html in this folder).")
  private Path file;

  @Option(
      names = "--segment",
      paramLabel = "COLUMN=VALUE",
      defaultValue = "",
      description = "Part of the customers shown first, such as country=DE (default: all).")
  private String segment;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    Report report = new Report(engine, settings, Optional.ofNullable(date));
    events().phase(report.publication().named());
    out().println("report: " + report.write(Optional.ofNullable(file), segment));
    return ExitCode.OK;
  }
}
