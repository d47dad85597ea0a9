package io.cxwarehouse.cli;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.publish.ExportOptions;
import io.cxwarehouse.publish.ExportReport;
import io.cxwarehouse.publish.FileExporter;
import io.cxwarehouse.publish.PostgresPublisher;
import java.util.Locale;

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

  void files() {
    for (Settings.Export export : settings.exports()) {
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
}
