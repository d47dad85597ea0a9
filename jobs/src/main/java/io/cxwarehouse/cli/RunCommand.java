package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import java.util.List;
import java.util.Optional;
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
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    ExitCode code;
    try {
      code = new Nights(engine, this).run(runs);
    } catch (CxwException e) {
      // Dates before the one that could not begin have published.
      if (runs.size() > 1 && e.exitCode() != ExitCode.LOCKED) {
        publish(engine, true);
      }
      throw e;
    }
    publish(engine, code != ExitCode.OK);
    return code;
  }

  /**
   * The last phase: what could be published, also where a later date did not end well.
   *
   * @param hasFailed the nights, whose failure says more than one in publishing
   */
  private void publish(Engine engine, boolean hasFailed) {
    if (engine.publications().current().isEmpty()) {
      return;
    }
    Publishing publishing = new Publishing(engine, this, common.isJson());
    Optional<RuntimeException> failed = publishing.everywhere(false);
    if (failed.isPresent() && !hasFailed) {
      throw failed.get();
    }
    failed.ifPresent(publishing::tell);
  }
}
