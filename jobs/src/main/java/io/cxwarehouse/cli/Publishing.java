package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.publish.ExportOptions;
import io.cxwarehouse.publish.ExportReport;
import io.cxwarehouse.publish.FileExporter;
import io.cxwarehouse.publish.PostgresPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings the current publication to the places that are configured, and tells how it went. */
final class Publishing {
  private final Engine engine;
  private final Settings.Publish settings;
  private final CxwSubcommand command;
  private final boolean isJson;

  Publishing(Engine engine, CxwSubcommand command, boolean isJson) {
    this.engine = engine;
    this.settings = engine.warehouse().settings().publish();
    this.command = command;
    this.isJson = isJson;
  }

  boolean hasPostgres() {
    return settings.postgres().url().isPresent();
  }

  boolean hasFiles() {
    return !settings.exports().isEmpty();
  }

  /**
   * Brings it wherever it is configured; a place that fails keeps it from no other.
   *
   * @return the last thing that failed, those before it were told
   */
  Optional<RuntimeException> everywhere(boolean isWhole) {
    List<Runnable> places = exports();
    if (hasPostgres()) {
      places.add(() -> postgres(isWhole));
    }
    return all(places);
  }

  /** Writes all files that are configured. */
  Optional<RuntimeException> files() {
    return all(exports());
  }

  private List<Runnable> exports() {
    List<Runnable> places = new ArrayList<>();
    settings.exports().forEach(export -> places.add(() -> files(export)));
    return places;
  }

  private Optional<RuntimeException> all(List<Runnable> places) {
    Optional<RuntimeException> failed = Optional.empty();
    for (Runnable place : places) {
      try {
        place.run();
      } catch (Exception e) { // Spark's are partly checked, but not declared
        failed.ifPresent(this::tell);
        failed =
            Optional.of(e instanceof RuntimeException known ? known : new IllegalStateException(e));
      }
    }
    return failed;
  }

  /** Says what failed, without an end of the command. */
  void tell(RuntimeException failure) {
    ExitCode code = failure instanceof CxwException known ? known.exitCode() : ExitCode.FAILURE;
    String text =
        failure instanceof CxwException ? failure.getMessage() : "publishing failed: " + failure;
    command.events().failed(code, text);
  }

  void postgres(boolean isWhole) {
    PublishSummary summary;
    try (Events events = command.events()) {
      summary =
          new PublishSummary(
              "PostgreSQL", new PostgresPublisher(engine.warehouse(), events).publish(isWhole));
    }
    if (isJson) {
      DocumentFormat.print(summary.json(), command.out());
    } else {
      summary.print(command.out());
    }
  }

  private void files(Settings.Export export) {
    ExportOptions options =
        ExportOptions.of(
            export.path(),
            export.tables(),
            ExportOptions.Format.valueOf(export.format().toUpperCase(Locale.ROOT)));
    ExportReport report;
    try (Events events = command.events()) {
      report = new FileExporter(engine.warehouse(), events).export(options);
    }
    if (isJson) {
      DocumentFormat.print(ExportTexts.json(report), command.out());
    } else {
      command.out().println(ExportTexts.summary(report));
    }
  }
}
