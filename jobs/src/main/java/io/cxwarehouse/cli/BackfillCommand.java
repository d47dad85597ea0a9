package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.BackfillPlan;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.functions.TimeSpans;
import io.cxwarehouse.observe.Observing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs dates of the past that were not run yet. */
@Command(
    name = "backfill",
    description = {
      "Runs the dates of a period that were not run yet, so that as-of tables have rows of each.",
      "A date is done when a run of it ended well with the definitions and settings of now. Stopped",
      "anywhere, the same command goes on.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw backfill --conf my.conf --from 2025-01-01 --to 2025-12-31 --preview",
      "  cxw backfill --conf my.conf --from 2025-01-01 --to 2025-12-31 --order newest",
      "  cxw backfill --conf my.conf --from 2026-01-01 --to 2026-03-31 --only gold.kpi_scorecard",
      "",
      "Oldest first takes deliveries in date by date, as the nights would have. Newest first takes all",
      "of them in with the first date, so that today's numbers are there at once, and then goes back.",
      "Rows of a past date show what is known today."
    })
final class BackfillCommand extends CxwSubcommand {
  private enum Order {
    OLDEST,
    NEWEST
  }

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      converter = RunChoice.IsoDate.class,
      description = "The earliest date.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      required = true,
      converter = RunChoice.IsoDate.class,
      description = "The latest date.")
  private LocalDate to;

  @Option(
      names = "--order",
      paramLabel = "oldest|newest",
      defaultValue = "oldest",
      description = "Which date comes first (default: ${DEFAULT-VALUE}).")
  private Order order;

  @Option(
      names = "--only",
      paramLabel = "TABLE",
      split = ",",
      description = "Only these tables; TABLE+ with all that follows it, +TABLE with its inputs.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--again", description = "Run dates that are done, too.")
  private boolean again;

  @Option(
      names = "--preview",
      description = "Only say which dates and tables it would be, and about how long it takes.")
  private boolean preview;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    List<LocalDate> dates = dates(settings);
    Engine engine =
        new Engine(
            preview ? SparkSessions.start(settings) : SparkSessions.startToWrite(settings),
            settings);
    BackfillPlan plan = engine.backfill(dates, only, again);
    if (preview && format.isJson()) {
      DocumentFormat.print(json(plan), out());
      return ExitCode.OK;
    }
    if (preview) {
      print(plan);
      return ExitCode.OK;
    }
    if (plan.left().isEmpty()) {
      out().println("nothing to do: " + done(plan));
      return ExitCode.OK;
    }
    if (!plan.done().isEmpty()) {
      events().notice(done(plan));
    }
    List<RunOptions> runs =
        plan.left().stream().map(day -> RunOptions.of(day, only).by(RunOptions.BACKFILL)).toList();
    try (Observing observing = new Observing(settings.observe(), events())) {
      observing.opened(engine);
      return new Nights(engine, this, observing).runAndPublish(runs, failed -> "the same command");
    }
  }

  private List<LocalDate> dates(Settings settings) {
    if (from.isAfter(to)) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no date to run.",
          "--from " + from + " is later than --to " + to,
          "Give the earlier one first.");
    }
    RunChoice.requireNoFuture(to, settings, "Correct the date.");
    List<LocalDate> dates = new ArrayList<>(from.datesUntil(to.plusDays(1)).toList());
    if (order == Order.NEWEST) {
      Collections.reverse(dates);
    }
    return dates;
  }

  private static String done(BackfillPlan plan) {
    return plan.done().size() + " dates are done, and are left out (--again runs them, too)";
  }

  private void print(BackfillPlan plan) {
    int all = plan.done().size() + plan.left().size();
    out()
        .printf(
            "%d dates from %s to %s: %d done, %d left%n",
            all, from, to, plan.done().size(), plan.left().size());
    if (!plan.left().isEmpty()) {
      out()
          .println(
              "the first is "
                  + plan.left().get(0)
                  + ", the last "
                  + plan.left().get(plan.left().size() - 1));
    }
    out()
        .printf(
            "%d tables are looked at for each; these get rows of each date: %s%n",
            plan.tables().size(),
            plan.asOfTables().isEmpty()
                ? "none"
                : plan.asOfTables().stream()
                    .map(TableId::toString)
                    .collect(Collectors.joining(", ")));
    if (plan.secondsPerDate().isEmpty()) {
      out()
          .println(
              "no run of these tables has ended well yet, so that nothing tells how long it takes");
      return;
    }
    double seconds = plan.secondsPerDate().getAsDouble();
    out()
        .printf(
            "about %s a date, as earlier runs took: about %s in all; what was delivered and not taken in"
                + " yet comes on top%n",
            TimeSpans.guessed(seconds), TimeSpans.guessed(seconds * plan.left().size()));
  }

  private Map<String, Object> json(BackfillPlan plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("from", from.toString());
    document.put("to", to.toString());
    document.put("done", plan.done().stream().map(LocalDate::toString).toList());
    document.put("left", plan.left().stream().map(LocalDate::toString).toList());
    document.put("tables", plan.tables().stream().map(TableId::toString).toList());
    document.put("as_of_tables", plan.asOfTables().stream().map(TableId::toString).toList());
    if (plan.secondsPerDate().isPresent()) {
      document.put("seconds_per_date", plan.secondsPerDate().getAsDouble());
      document.put("seconds", plan.secondsPerDate().getAsDouble() * plan.left().size());
    } else {
      document.put("seconds_per_date", null);
      document.put("seconds", null);
    }
    return document;
  }
}
