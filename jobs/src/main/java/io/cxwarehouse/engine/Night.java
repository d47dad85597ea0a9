package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Selection;
import io.cxwarehouse.raw.Finding;
import io.cxwarehouse.raw.Landing;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * One night: takes the lock, looks at what was delivered, and makes a {@link Run} of it, unless
 * there is nothing new, the date is implausible or a required delivery is missing.
 */
final class Night {
  private final Warehouse warehouse;
  private final RunOptions options;
  private final RunListener listener;
  private final Instant started = Instant.now();

  Night(Warehouse warehouse, RunOptions options, RunListener listener) {
    this.warehouse = warehouse;
    this.options = options;
    this.listener = listener;
  }

  RunReport run() {
    // A definition that cannot be used is told before anything is touched.
    Graph graph = warehouse.graph();
    try (Lock lock = warehouse.lock("run --date " + options.asOf(), listener);
        Tables.Alone alone = warehouse.tables().alone()) {
      RunState state = warehouse.state();
      state.requireWhole();
      Landing landing = warehouse.landing(options.asOf(), state.folders());
      landing
          .findings()
          .forEach(finding -> listener.notice(finding.path() + ": " + finding.message()));
      listener.looked(late(landing));
      Optional<RunReport> nothing = nothingNew(state, landing);
      if (nothing.isPresent()) {
        return nothing.get();
      }
      requirePlausibleDate(state, landing);
      requireDeliveries(landing);
      Suppression suppression = Suppression.load(warehouse);
      Run run = Run.begin(warehouse, options, listener, started, state, lock);
      try (LogContext about = LogContext.of(warehouse.spark().sparkContext(), run.id())) {
        return night(run, landing, suppression, Selection.of(options.only(), graph));
      }
    }
  }

  private RunReport night(Run run, Landing landing, Suppression suppression, Set<TableId> chosen) {
    run.relock(suppression);
    run.plan(chosen, Intakes.pending(run.state(), landing));
    IntakeOutcome intake = run.takeIn(landing, suppression.rows(warehouse.settings()));
    RunReport report = run.compute(chosen, intake);
    run.finish(report, Optional.of(landing));
    return report;
  }

  /** The run of before, where the same files, as_of and definitions would only repeat it. */
  private Optional<RunReport> nothingNew(RunState state, Landing landing) {
    if (options.fullRefresh() || !options.only().isEmpty()) {
      return Optional.empty();
    }
    if (state.last().filter(Night::isGood).isEmpty()) {
      return Optional.empty();
    }
    return state
        .lastOfADate()
        .filter(Night::isGood)
        .filter(
            last ->
                last.<Date>getAs("as_of").toLocalDate().equals(options.asOf())
                    && landing.digest().equals(last.getAs("landing_digest"))
                    && warehouse
                        .definitionDigest(state.tableAsOf(options.asOf()))
                        .equals(last.getAs("definition_digest")))
        .map(
            last ->
                RunReport.ofNothingNew(
                    last.getAs("run_id"),
                    options.asOf(),
                    state.intakeLog().refused(),
                    Run.seconds(started)));
  }

  private static boolean isGood(Row run) {
    return Integer.valueOf(ExitCode.OK.code()).equals(run.getAs("exit_code"));
  }

  /** Tables cannot go back to an earlier date by themselves: a slip would stay for good. */
  private void requirePlausibleDate(RunState state, Landing landing) {
    int ahead = warehouse.settings().warehouse().maxDaysAhead();
    Optional<LocalDate> newest =
        Stream.concat(
                Stream.ofNullable(landing.totals().newest()), state.intakeLog().newest().stream())
            .max(Comparator.naturalOrder());
    if (options.isForced()
        || newest.isEmpty()
        || !options.asOf().isAfter(newest.get().plusDays(ahead))) {
      return;
    }
    throw new CxwException(
        ExitCode.USAGE,
        options.asOf() + " is too long after the newest delivery to be run.",
        "the newest delivery is of "
            + newest.get()
            + ", and warehouse.max-days-ahead is "
            + ahead
            + "; the date is mistyped, this computer's clock is wrong, or nothing was delivered",
        "Correct the date; or run it with --force. All tables then stand at it until"
            + " `cxw rollback` takes the run back.");
  }

  private static Map<String, String> late(Landing landing) {
    Map<String, String> late = new TreeMap<>();
    landing.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.STALE_SOURCE)
        .forEach(finding -> late.put(finding.source(), finding.message()));
    landing.missing().forEach(missing -> late.put(missing.source(), text(missing)));
    return late;
  }

  private static String text(Landing.MissingDelivery missing) {
    return "newest delivery "
        + (missing.newest() == null ? "none" : missing.newest())
        + ", needed "
        + missing.needed()
        + " or later";
  }

  private void requireDeliveries(Landing landing) {
    if (landing.missing().isEmpty()) {
      return;
    }
    throw new CxwException(
        ExitCode.MISSING_DELIVERY,
        "A required delivery is missing for " + options.asOf() + ".",
        landing.missing().stream()
            .map(missing -> missing.source() + ": " + text(missing))
            .collect(Collectors.joining("; ")),
        "Deliver it below "
            + warehouse.settings().landing().root()
            + " and run the same command again; nothing was taken in.");
  }
}
