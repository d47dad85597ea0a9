package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RollbackReport;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes runs back. */
@Command(
    name = "rollback",
    description = {
      "Takes the last run back: the warehouse stands as if it had never been.",
      "Tables, files taken in and rejected rows become what they were before. What ops tells of the",
      "run stays; it is marked as taken back. Killed on the way, the same command completes it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw rollback --conf my.conf --dry-run               what would go back, to which version",
      "  cxw rollback --conf my.conf                         takes the last run back",
      "  cxw rollback --conf my.conf --run 2062-03-31_118    takes this run and all later ones back",
      "",
      "The next run takes in again what the runs had taken in. Impossible after an erasure, and where",
      "the files of before were removed by maintenance."
    })
final class RollbackCommand extends CxwSubcommand {
  @Option(
      names = "--run",
      paramLabel = "RUN_ID",
      description = "This run and all after it (default: the last run).")
  private String run;

  @Option(names = "--dry-run", description = "Only say what would go back.")
  private boolean dryRun;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    RollbackReport report;
    try (Events events = events()) {
      report = engine.rollback(Optional.ofNullable(run), dryRun, events);
    }
    TextTable table = new TextTable("table", "becomes");
    report
        .versions()
        .forEach(
            (id, version) ->
                table.add(id, version.map(v -> "as of version " + v).orElse("no table")));
    table.print(out());
    out().println();
    out()
        .println(
            (dryRun ? "would take back " : "taken back: ")
                + String.join(", ", report.runs())
                + report.asOf().map(day -> "; tables stand at " + day).orElse("; no run is left"));
    return ExitCode.OK;
  }
}
