package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.generate.Generator;
import io.cxwarehouse.generate.GeneratorOptions;
import io.cxwarehouse.generate.GeneratorSummary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes made-up deliveries, to try things on and to measure with. */
@Command(
    name = "generate",
    description = {
      "Writes made-up deliveries of a simulated company; the same seed, the same rows.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw generate --out /tmp/landing",
      "  cxw generate --out /tmp/landing --customers 100000 --days 365 --sources billing,zendesk",
      "",
      "The folder gets a file _truth.json that says what is in the deliveries."
    })
final class GenerateCommand extends CxwSubcommand {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the landing folder is made; must not hold deliveries yet.")
  private Path out;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many customers (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2026-01-01",
      description = "First delivered day (default: ${DEFAULT-VALUE}).")
  private LocalDate start;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "How many days are delivered (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--history-days",
      paramLabel = "N",
      defaultValue = "365",
      description = "Life before that, in the first delivery (default: ${DEFAULT-VALUE}).")
  private int historyDays;

  @Option(
      names = "--delivery-every-days",
      paramLabel = "N",
      defaultValue = "1",
      description = "Days per delivery (default: ${DEFAULT-VALUE}).")
  private int deliveryEveryDays;

  @Option(
      names = "--sources",
      paramLabel = "NAME",
      split = ",",
      description = "Which sources (default: all that it knows).")
  private List<String> sources = Generator.SOURCES;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      defaultValue = "Europe/Berlin",
      description = "Where the company lives (default: ${DEFAULT-VALUE}).")
  private ZoneId zone;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Another seed, another company (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  ExitCode execute() {
    GeneratorOptions options =
        GeneratorOptions.builder(out)
            .customers(customers)
            .start(start)
            .days(days)
            .historyDays(historyDays)
            .deliveryEveryDays(deliveryEveryDays)
            .sources(sources)
            .zone(zone)
            .seed(seed)
            .build();
    print(Generated.with(options, events()));
    return ExitCode.OK;
  }

  private void print(GeneratorSummary summary) {
    TextTable table = new TextTable("deliveries of", "files", "rows", "rejectable");
    summary
        .entities()
        .forEach(
            (entity, counts) ->
                table.add(
                    entity,
                    String.format(Locale.ROOT, "%,d", counts.files()),
                    String.format(Locale.ROOT, "%,d", counts.rows()),
                    counts.rejected().values().stream().mapToLong(Long::longValue).sum()));
    table.print(out());
  }
}
