package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows readers an earlier publication again. */
@Command(
    name = "rollback",
    description = {
      "Shows readers an earlier publication again, at once and whole.",
      "Tables stay as they are, and the next run that has something to do publishes anew; to undo a",
      "run itself, see `cxw rollback`. Postgres follows with the next `cxw publish`.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw publication rollback 2026-03-30_117 --conf my.conf",
      "",
      "Impossible where files of that publication were removed by maintenance or an erasure. A publication",
      "is a set of versions: showing a younger one again works alike."
    })
final class PublicationRollbackCommand extends CxwSubcommand {
  @Parameters(paramLabel = "ID", description = "A publication that `cxw publication list` names.")
  private String id;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    Publication shown;
    try (Events events = events()) {
      shown = engine.showAgain(id, events);
    }
    out()
        .println(
            "readers get the set of "
                + engine.publications().find(id).orElse(shown).named()
                + (shown.id().equals(id) ? " (as before)" : "; it is now " + shown.id()));
    return ExitCode.OK;
  }
}
