package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.RunOptions;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dates to run, and which tables. */
final class RunChoice {
  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = IsoDate.class,
      description =
          "The business date as of which numbers stand; deliveries dated up to it are taken in"
              + " (default: yesterday in warehouse.timezone).")
  private LocalDate date;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = IsoDate.class,
      description = "The first of several dates, run one after the other.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = IsoDate.class,
      description = "The last of them.")
  private LocalDate to;

  @Option(
      names = "--only",
      paramLabel = "TABLE",
      split = ",",
      description = "Only these tables; TABLE+ with all that follows it, +TABLE with its inputs.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--full-refresh", description = "Compute the chosen tables anew from all rows.")
  private boolean fullRefresh;

  @Option(
      names = "--force",
      description =
          "Run a date even if it lies in the future, or long after the newest delivery"
              + " (warehouse.max-days-ahead).")
  private boolean force;

  /** A date as 2026-03-31. */
  static final class IsoDate implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is not a date such as 2026-03-31");
      }
    }
  }

  /**
   * One run per date, in order; an error if the options contradict each other, or the clock says
   * that a date is still to come. The clock says nothing else, but which night was the last one.
   */
  List<RunOptions> runs(Settings settings) {
    List<LocalDate> dates = dates(settings);
    if (!force) {
      requireNoFuture(
          dates.get(dates.size() - 1),
          settings,
          "Correct the date; or run it with --force. All tables then stand at it until"
              + " `cxw rollback` takes the run back.");
    }
    return dates.stream().map(day -> new RunOptions(day, only, fullRefresh, force)).toList();
  }

  /** A date that is still to come, by the clock, is an error. */
  static void requireNoFuture(LocalDate last, Settings settings, String remedy) {
    LocalDate today = LocalDate.now(settings.warehouse().timezone());
    if (last.isAfter(today)) {
      throw new CxwException(
          ExitCode.USAGE,
          last + " has not come yet.",
          "by this computer's clock it is " + today + " in " + settings.warehouse().timezone(),
          remedy);
    }
  }

  private List<LocalDate> dates(Settings settings) {
    if (from == null && to == null) {
      return List.of(
          date == null ? LocalDate.now(settings.warehouse().timezone()).minusDays(1) : date);
    }
    if (date != null || from == null || to == null || from.isAfter(to)) {
      throw new CxwException(
          ExitCode.USAGE,
          "Which dates to run is not clear.",
          "--date stands alone; --from and --to stand together, the earlier one first",
          "See `cxw run --help`.");
    }
    return from.datesUntil(to.plusDays(1)).toList();
  }
}
