package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.publish.PostgresPublisher;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one night, or several. */
@Command(
    name = "run",
    description = {
      "Takes in what was delivered up to a date, and brings every table up to date.",
      "The same command again does nothing, or takes up where it stopped. Where CXW_POSTGRES_URL is",
      "set, it ends with `cxw publish`.",
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
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    ExitCode code = new Nights(engine, this).run(runs);
    if (settings.publish().postgres().url().isPresent()) {
      publish(engine);
    }
    return code;
  }

  /** The last phase: what could be published, also where a later date did not end well. */
  private void publish(Engine engine) {
    if (engine.publications().current().isEmpty()) {
      return;
    }
    PublishSummary summary;
    try (Events events = events()) {
      summary =
          new PublishSummary(
              "PostgreSQL", new PostgresPublisher(engine.warehouse(), events).publish(false));
    }
    if (common.isJson()) {
      DocumentFormat.print(summary.json(), out());
    } else {
      summary.print(out());
    }
  }
}
