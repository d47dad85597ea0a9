package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describes the tables of a layer. */
@Command(
    name = "doc",
    description = {
      "Describes the tables of a layer, in Markdown: grain, key, columns, what each",
      "follows and what follows it. Tables of warehouse.extra are among them.",
      "Needs no data and changes nothing.",
      ""
    },
    footer = {"", "Example:", "  cxw doc gold --conf my.conf > gold.md"})
final class DocCommand extends CxwSubcommand {
  @Parameters(paramLabel = "LAYER", description = "silver, gold or ops.")
  private Layer layer;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    out().print(new Engine(SparkSessions.start(settings), settings).tablesPage(layer));
    out().flush();
    return ExitCode.OK;
  }
}
