package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.engine.Engine;
import java.util.List;
import picocli.CommandLine.Command;

/** Looks for damage. */
@Command(
    name = "doctor",
    description = {
      "Examines every table: commits that are cut short or missing, data files that are missing or",
      "of another size. Names table, version and file; nothing is changed.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  cxw doctor --conf my.conf",
      "",
      "Exit codes: 0 all is sound, 1 something is damaged. docs/operations.md says what to do."
    })
final class DoctorCommand extends CxwSubcommand {
  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    List<DamagedFile> damaged = engine.examine();
    if (damaged.isEmpty()) {
      out().println("all tables below " + settings.warehouse().root() + " are sound");
      return ExitCode.OK;
    }
    TextTable table = new TextTable("table", "version", "file", "fault");
    damaged.forEach(d -> table.add(d.table(), d.version(), d.file(), d.fault()));
    table.print(out());
    out().println();
    out().println("nothing was changed; see “A damaged table” in docs/operations.md");
    return ExitCode.FAILURE;
  }
}
