package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings what readers get to where they read. */
@Command(
    name = "publish",
    description = {
      "Brings the current publication to where readers read: all tables of gold to PostgreSQL, in one",
      "transaction, and the files that publish.exports names. `cxw run` ends with it where it is",
      "configured. Only what differs from what PostgreSQL has is written. Killed on the way, its",
      "readers keep what they had, and the same command completes it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  export CXW_POSTGRES_URL=jdbc:postgresql://db.example.com/cx CXW_POSTGRES_USER=cxw",
      "  export CXW_POSTGRES_PASSWORD=...",
      "  cxw publish --conf my.conf                               wherever it is configured",
      "  cxw publish --conf my.conf --target postgres",
      "  cxw publish --conf my.conf --target postgres --full      writes all rows anew",
      "  cxw publish --conf my.conf --target files"
    })
final class PublishCommand extends CxwSubcommand {
  private enum Target {
    POSTGRES,
    FILES
  }

  @Option(
      names = "--target",
      paramLabel = "postgres|files",
      description = "Where to (default: wherever it is configured).")
  private Target target;

  @Option(
      names = "--full",
      description =
          "Write all rows anew, also where PostgreSQL says that it has them, or shows another"
              + " warehouse.")
  private boolean full;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    Publishing publishing = new Publishing(engine, this, format.isJson());
    requireTarget(publishing);
    if (target == Target.POSTGRES) {
      publishing.postgres(full);
      return ExitCode.OK;
    }
    Optional<RuntimeException> failed =
        target == Target.FILES ? publishing.files() : publishing.everywhere(full);
    if (failed.isPresent()) {
      throw failed.get();
    }
    return ExitCode.OK;
  }

  /** Postgres says itself what is missing. */
  private void requireTarget(Publishing publishing) {
    boolean isMissing =
        !publishing.hasFiles()
            && (target == Target.FILES || (target == null && !publishing.hasPostgres()));
    if (isMissing) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is nowhere to publish to.",
          "publish.exports names no files"
              + (target == null ? ", and CXW_POSTGRES_URL is not set" : ""),
          "Configure one of them (docs/readers.md); or write files once with `cxw export`.");
    }
  }
}
