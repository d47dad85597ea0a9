package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.publish.ExportOptions;
import io.cxwarehouse.publish.ExportReport;
import io.cxwarehouse.publish.FileExporter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes what readers get as files. */
@Command(
    name = "export",
    description = {
      "Writes tables of gold as published, as CSV or Parquet: one ordered file per table and period,",
      "and manifest.json with rows and SHA-256. The same publication gives the same bytes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw export --conf my.conf --to /exports",
      "  cxw export --conf my.conf --to /exports --tables gold.kpi_scorecard --format parquet",
      "  cxw export --conf my.conf --to /exports --tables gold.fct_ticket --from 2026-01-01 \\",
      "    --until 2026-03-31 --single-file --bom                       for a spreadsheet",
      "",
      "Texts that a spreadsheet would take for formulas get an apostrophe. manifest.json is written",
      "last: a folder without one is not whole. Bronze and silver cannot be exported."
    })
final class ExportCommand extends CxwSubcommand {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files; those of an earlier export are replaced.")
  private String folder;

  @Option(
      names = "--tables",
      paramLabel = "TABLE",
      split = ",",
      description = "Tables of gold, such as gold.fct_ticket (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "csv|parquet",
      defaultValue = "csv",
      description = "Of the files (default: ${DEFAULT-VALUE}).")
  private ExportOptions.Format format;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = RunChoice.IsoDate.class,
      description = "First period of tables that have months or dates; its whole month.")
  private LocalDate from;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      converter = RunChoice.IsoDate.class,
      description = "Last period.")
  private LocalDate until;

  @Option(names = "--single-file", description = "One file per table, not one per period.")
  private boolean singleFile;

  @Option(
      names = "--bom",
      description = "CSV begins with a byte order mark, by which Excel knows UTF-8.")
  private boolean bom;

  @Override
  ExitCode execute() {
    if (from != null && until != null && from.isAfter(until)) {
      throw new CxwException(
          ExitCode.USAGE,
          "Which periods to export is not clear; nothing was written.",
          "--from " + from + " is after --until " + until,
          "Name the earlier date with --from.");
    }
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    ExportOptions options =
        new ExportOptions(
            folder,
            tables,
            format,
            Optional.ofNullable(from),
            Optional.ofNullable(until),
            singleFile,
            bom);
    ExportReport report;
    try (Events events = events()) {
      report = new FileExporter(engine.warehouse(), events).export(options);
    }
    out().println(ExportTexts.summary(report));
    return ExitCode.OK;
  }
}
