package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Observe;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells others how nights go: lineage while they do, metrics after each, and notices after the last
 * one. What cannot be told is a warning, and never the end of a run.
 */
public final class Observing implements AutoCloseable {
  private final Observe settings;
  private final RunListener told;
  private final Http http;
  private Engine engine;
  private Course course;
  private LineageEvents lineage;
  private Outcome outcome;
  private boolean isMeasured;

  /**
   * @param told gets warnings
   */
  public Observing(Observe settings, RunListener told) {
    this(settings, told, new Http());
  }

  Observing(Observe settings, RunListener told, Http http) {
    this.settings = settings;
    this.told = told;
    this.http = http;
  }

  /** Tells nobody anything. */
  public static Observing off() {
    Observe nobody =
        new Observe(
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Observe.Lineage(Optional.empty(), Optional.empty(), Optional.empty()));
    return new Observing(nobody, RunListener.NONE);
  }

  /** The warehouse could be opened: before that there are metrics only, of runs that fail. */
  public void opened(Engine warehouse) {
    engine = warehouse;
  }

  /** A night begins; returns who is to be told how it goes, in place of another. */
  public RunListener night(LocalDate asOf, RunListener next) {
    measure();
    isMeasured = false;
    outcome = null;
    lineage =
        settings.lineage().isOn() && engine != null
            ? new LineageEvents(engine.warehouse(), settings, asOf, http, next)
            : null;
    course = new Course(asOf, lineage == null ? next : lineage);
    return course;
  }

  /** The night came to its end. */
  public void ended(RunReport report) {
    over(course.ended(report));
  }

  /** Something ended the run; what ended its night already is not told again. */
  public void failed(LocalDate asOf, Throwable error) {
    if (outcome == null) {
      over((course == null ? new Course(asOf, told) : course).failed(error));
    }
  }

  /** The publication was brought to readers elsewhere, or not. */
  public void sent(Optional<RuntimeException> failure) {
    if (outcome != null) {
      outcome = outcome.with(failure);
    }
  }

  private void over(Outcome night) {
    outcome = night;
    if (lineage != null) {
      lineage.end(night);
    }
  }

  /** Tells what is still to be told. */
  @Override
  public void close() {
    measure();
    if (outcome != null && engine != null && outcome.exitCode() != ExitCode.LOCKED) {
      List<Message.Target> targets = targets(settings, http);
      if (!targets.isEmpty()) {
        quietly("Notices", () -> notify(targets));
      }
    }
  }

  static List<Message.Target> targets(Observe settings, Http http) {
    List<Message.Target> targets = new ArrayList<>();
    settings.mail().ifPresent(mail -> targets.add(new Mailer(mail)));
    settings.webhook().ifPresent(address -> targets.add(new Webhook(address, http)));
    return targets;
  }

  private void measure() {
    MetricsPlaces places = new MetricsPlaces(settings, http);
    if (outcome == null || isMeasured || !places.isAny()) {
      return;
    }
    isMeasured = true;
    Facts[] facts = {Facts.NONE};
    if (engine != null) {
      quietly("Some metrics", () -> facts[0] = Facts.of(engine.warehouse(), outcome.runId()));
    }
    String text = Metrics.text(settings.name(), outcome, facts[0]);
    if (places.hasFile()) {
      quietly("The file of metrics", () -> places.write(text));
    }
    if (places.hasGateway()) {
      quietly("Metrics for the push gateway", () -> places.push(text));
    }
  }

  private void notify(List<Message.Target> targets) {
    Facts facts = Facts.of(engine.warehouse(), outcome.runId());
    boolean isOlder = facts.newest().filter(outcome.asOf()::isBefore).isPresent();
    Outcome night = isOlder ? outcome.withoutLate() : outcome;
    Faults faults = Faults.of(night, facts.checks()).with(engine);
    NoticeLog log = NoticeLog.load(engine.warehouse());
    Map<String, Fault> lasting = log.lasting();
    Map<String, Fault> begun = new TreeMap<>(faults.now());
    begun.keySet().removeAll(lasting.keySet());
    Map<String, Fault> over = new TreeMap<>(lasting);
    over.keySet().removeAll(faults.now().keySet());
    over.keySet().removeIf(key -> !faults.isJudged(key));
    if (begun.isEmpty() && over.isEmpty()) {
      return;
    }
    Message message = Message.of(settings.name(), outcome, begun.values(), over.values());
    boolean isSent = false;
    for (Message.Target target : targets) {
      Optional<String> failure = target.send(message);
      failure.ifPresent(
          why -> told.notice("A notice could not be sent by " + target.name() + ": " + why));
      isSent |= failure.isEmpty();
    }
    if (isSent) {
      log.told(begun.values(), over.keySet(), outcome.asOf(), outcome.ended(), told);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void quietly(String what, Work work) {
    try {
      work.run();
    } catch (Exception e) { // Spark's are partly checked, but not declared
      told.notice(
          what
              + " could not be told: "
              + (e instanceof IOException ? String.valueOf(e.getMessage()) : Outcome.problem(e)));
    }
  }
}
