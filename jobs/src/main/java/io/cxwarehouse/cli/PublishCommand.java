package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.publish.PostgresPublisher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings what readers get to where they read. */
@Command(
    name = "publish",
    description = {
      "Brings the current publication to PostgreSQL: all tables of gold, in one transaction.",
      "Only what differs from what is there is written. Killed on the way, readers keep what they",
      "had, and the same command completes it. `cxw run` ends with it where it is configured.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  export CXW_POSTGRES_URL=jdbc:postgresql://db.example.com/cx CXW_POSTGRES_USER=cxw",
      "  export CXW_POSTGRES_PASSWORD=...",
      "  cxw publish --conf my.conf --target postgres",
      "  cxw publish --conf my.conf --target postgres --full      writes all rows anew"
    })
final class PublishCommand extends CxwSubcommand {
  private enum Target {
    POSTGRES
  }

  @Option(
      names = "--target",
      paramLabel = "postgres",
      defaultValue = "postgres",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Target target;

  @Option(
      names = "--full",
      description = "Write all rows anew, also where the target says that it has them.")
  private boolean full;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "A table, or one JSON document (default: ${DEFAULT-VALUE}).")
  private DocumentFormat format;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    PublishSummary summary;
    try (Events events = events()) {
      summary =
          switch (target) {
            case POSTGRES ->
                new PublishSummary(
                    "PostgreSQL", new PostgresPublisher(engine.warehouse(), events).publish(full));
          };
    }
    if (format == DocumentFormat.JSON) {
      DocumentFormat.print(summary.json(), out());
    } else {
      summary.print(out());
    }
    return ExitCode.OK;
  }
}
