package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.functions.TimeSpans;
import io.cxwarehouse.functions.ZoneData;
import io.cxwarehouse.observe.Observing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs dates one after the other and tells how each went. */
final class Nights {
  private final Engine engine;
  private final CxwSubcommand command;
  private final Observing observing;

  Nights(Engine engine, CxwSubcommand command, Observing observing) {
    this.engine = engine;
    this.command = command;
    this.observing = observing;
  }

  /**
   * Runs them, and brings what they published to where it is configured.
   *
   * @param goingOn says how to go on after a date that did not end well
   */
  ExitCode runAndPublish(List<RunOptions> runs, Function<RunOptions, String> goingOn) {
    ExitCode code;
    try {
      code = run(runs, goingOn);
    } catch (CxwException e) {
      // Dates before the one that could not begin have published.
      if (runs.size() > 1 && e.exitCode() != ExitCode.LOCKED) {
        publish(true);
      }
      throw e;
    }
    publish(code != ExitCode.OK);
    return code;
  }

  /** The first exit code that is not 0; dates after it are not run. */
  ExitCode run(List<RunOptions> runs) {
    RunOptions last = runs.get(runs.size() - 1);
    return run(runs, failed -> "--from " + failed.asOf() + " --to " + last.asOf());
  }

  private ExitCode run(List<RunOptions> runs, Function<RunOptions, String> goingOn) {
    long began = System.nanoTime();
    for (int i = 0; i < runs.size(); i++) {
      RunOptions options = runs.get(i);
      RunReport report;
      try (Events events = command.events()) {
        double seconds = (System.nanoTime() - began) / 1e9;
        events.phase("as of " + options.asOf() + progress(i, runs.size(), seconds));
        ZoneData.doubt(options.asOf()).ifPresent(events::notice);
        report = observed(options, events);
      }
      print(report);
      if (report.exitCode() != ExitCode.OK) {
        if (i < runs.size() - 1) {
          command
              .events()
              .notice("stopped at " + options.asOf() + "; to go on: " + goingOn.apply(options));
        }
        return report.exitCode();
      }
    }
    return ExitCode.OK;
  }

  private RunReport observed(RunOptions options, Events events) {
    RunListener listener = observing.night(options.asOf(), events);
    try {
      RunReport report = engine.run(options, listener);
      observing.ended(report);
      return report;
    } catch (Throwable e) { // Spark's checked ones are not declared
      observing.failed(options.asOf(), e);
      throw e;
    }
  }

  /**
   * How far it is, and about how long it takes, from the dates done.
   *
   * @param done dates, in so many seconds
   */
  static String progress(int done, int all, double seconds) {
    if (all == 1) {
      return "";
    }
    String place = " (" + (done + 1) + " of " + all;
    return done == 0
        ? place + ")"
        : place + ", about " + TimeSpans.guessed(seconds / done * (all - done)) + " left)";
  }

  private void print(RunReport report) {
    RunSummary summary = new RunSummary(report);
    if (command.common.isJson()) {
      summary.printJson(command.out());
    } else {
      summary.print(command.out());
    }
  }

  /**
   * The last phase: what could be published, also where a later date did not end well.
   *
   * @param hasFailed the nights, whose failure says more than one in publishing
   */
  private void publish(boolean hasFailed) {
    if (engine.publications().current().isEmpty()) {
      return;
    }
    Publishing publishing = new Publishing(engine, command, command.common.isJson());
    Optional<RuntimeException> failed = publishing.everywhere(false);
    observing.sent(failed);
    if (failed.isPresent() && !hasFailed) {
      throw failed.get();
    }
    failed.ifPresent(publishing::tell);
  }
}
