package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.functions.ZoneData;
import java.util.List;

/** Runs dates one after the other and tells how each went. */
final class Nights {
  private final Engine engine;
  private final CxwSubcommand command;

  Nights(Engine engine, CxwSubcommand command) {
    this.engine = engine;
    this.command = command;
  }

  /** The first exit code that is not 0; dates after it are not run. */
  ExitCode run(List<RunOptions> runs) {
    for (RunOptions options : runs) {
      RunReport report;
      try (Events events = command.events()) {
        events.phase("as of " + options.asOf());
        ZoneData.doubt(options.asOf()).ifPresent(events::notice);
        report = engine.run(options, events);
      }
      print(report);
      if (report.exitCode() != ExitCode.OK) {
        tellWhatIsLeft(options, runs);
        return report.exitCode();
      }
    }
    return ExitCode.OK;
  }

  private void print(RunReport report) {
    RunSummary summary = new RunSummary(report);
    if (command.common.isJson()) {
      summary.printJson(command.out());
    } else {
      summary.print(command.out());
    }
  }

  private void tellWhatIsLeft(RunOptions failed, List<RunOptions> runs) {
    RunOptions last = runs.get(runs.size() - 1);
    if (!last.equals(failed)) {
      command
          .events()
          .notice(
              "stopped at "
                  + failed.asOf()
                  + "; to go on: --from "
                  + failed.asOf()
                  + " --to "
                  + last.asOf());
    }
  }
}
