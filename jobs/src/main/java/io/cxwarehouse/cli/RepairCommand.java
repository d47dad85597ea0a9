package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RepairReport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mends a damaged table. */
@Command(
    name = "repair",
    description = {
      "Writes a damaged table anew from what it is made of: silver and gold from their inputs, bronze",
      "from the landing files whose rows are lost. What follows it is brought up to date where rows",
      "changed. Older versions and publications stay readable where their files are there; commits",
      "that cannot be read are moved to _cxw_damaged in the warehouse, and nothing is deleted.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw doctor --conf my.conf                                 names what is damaged",
      "  cxw repair gold.fct_ticket --conf my.conf --dry-run       what would be done",
      "  cxw repair gold.fct_ticket --conf my.conf",
      "  cxw repair bronze.zendesk_tickets --conf my.conf",
      "",
      "Exit codes: 0 mended, or sound as it was; 1 it could not be: the message says what is damaged",
      "or missing, and what to do; others as of cxw run."
    })
final class RepairCommand extends CxwSubcommand {
  @Parameters(paramLabel = "TABLE", description = "Such as gold.fct_ticket.")
  private String table;

  @Option(names = "--dry-run", description = "Only say what is damaged, and what would be done.")
  private boolean dryRun;

  @Override
  ExitCode execute() {
    TableId id = id();
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    RepairReport report;
    try (Events events = events()) {
      report = engine.repair(id, dryRun, events);
    }
    if (report.damaged().isEmpty()) {
      out().println(id + " is sound; nothing was done");
      return ExitCode.OK;
    }
    DoctorCommand.table(report.damaged()).print(out());
    out().println();
    print(report, id);
    return report.run().map(run -> run.exitCode()).orElse(ExitCode.OK);
  }

  private TableId id() {
    try {
      return TableId.of(table);
    } catch (IllegalArgumentException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no table " + table + ".",
          "a table is named with its layer, such as gold.fct_ticket",
          "`cxw doctor` names tables that are damaged.",
          e);
    }
  }

  private void print(RepairReport report, TableId id) {
    report
        .aside()
        .ifPresent(
            folder ->
                out()
                    .println(
                        (dryRun ? "would be moved away" : "moved away")
                            + ": the commits above and what follows them, to "
                            + folder));
    if (!report.landingFiles().isEmpty()) {
      out().println(dryRun ? "would be taken in again:" : "taken in again:");
      report.landingFiles().forEach(file -> out().println("  " + file));
    }
    if (!report.lostDates().isEmpty()) {
      out()
          .println(
              (dryRun ? "would be computed again, as known today: " : "as known today: ")
                  + report.lostDates().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", ")));
    }
    if (report.run().isEmpty()) {
      out().println("nothing was changed; without --dry-run " + id + " would be written anew");
      return;
    }
    if (common.isJson()) {
      new RunSummary(report.run().get()).printJson(out());
    } else {
      new RunSummary(report.run().get()).print(out());
    }
    if (report.run().get().exitCode() == ExitCode.OK) {
      out().println(id + " is mended");
    }
  }
}
