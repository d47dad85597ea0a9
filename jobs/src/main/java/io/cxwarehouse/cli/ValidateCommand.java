package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.functions.ZoneData;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;

/** Checks configuration and definitions without any data. */
@Command(
    name = "validate",
    description = {
      "Checks the configuration and every table's definition.",
      "Definitions are queries, checks and what they read, those of warehouse.extra included.",
      "Needs no data and changes nothing.",
      ""
    },
    footer = {"", "Example:", "  cxw validate --conf my.conf"})
final class ValidateCommand extends CxwSubcommand {
  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    List<String> faults = engine.validate();
    if (!faults.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          faults.size() + " of the definitions cannot be used.",
          String.join("\n", faults),
          "Correct the files named and validate again.");
    }
    out()
        .println(
            "all is well: "
                + settings.sources().size()
                + " sources, "
                + engine.warehouse().definitions().tables().size()
                + " tables; "
                + ZoneData.description());
    ZoneData.doubt(LocalDate.now(settings.warehouse().timezone())).ifPresent(events()::notice);
    return ExitCode.OK;
  }
}
