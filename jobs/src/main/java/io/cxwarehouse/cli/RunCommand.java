package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.observe.Observing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one night, or several. */
@Command(
    name = "run",
    description = {
      "Takes in what was delivered up to a date, and brings every table up to date.",
      "The same command again does nothing, or takes up where it stopped. Where CXW_POSTGRES_URL is",
      "set or publish.exports names files, it ends with `cxw publish`.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw run --conf my.conf --date 2026-03-31                    one night",
      "  cxw run --conf my.conf --from 2026-03-01 --to 2026-03-31    a month, date by date",
      "  cxw run --conf my.conf --only gold.fct_ticket+              a table and what follows it",
      "  cxw run --conf my.conf --only gold.fct_ticket --full-refresh"
    })
final class RunCommand extends CxwSubcommand {
  @Mixin private RunChoice choice = new RunChoice();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    List<RunOptions> runs = choice.runs(settings);
    try (Observing observing = new Observing(settings.observe(), events())) {
      try {
        return run(settings, runs, observing);
      } catch (Throwable e) { // Spark's checked ones are not declared
        observing.failed(runs.get(0).asOf(), e);
        throw e;
      }
    }
  }

  private ExitCode run(Settings settings, List<RunOptions> runs, Observing observing) {
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    observing.opened(engine);
    RunOptions last = runs.get(runs.size() - 1);
    return new Nights(engine, this, observing)
        .runAndPublish(runs, failed -> "--from " + failed.asOf() + " --to " + last.asOf());
  }
}
