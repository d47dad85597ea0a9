package io.cxwarehouse.functions.sla;

import java.util.ArrayList;
import java.util.List;

/** One promise's clock: when it began, the spans in which it ran, and when it was fulfilled. */
final class Clock {
  private static final long NOT_YET = Long.MAX_VALUE;

  /** A span in which the clock ran. */
  record Run(long from, long to) {}

  private final Metric metric;
  private final int instance;
  private final long startedAt;
  private final List<Run> runs = new ArrayList<>();
  private long runningSince = NOT_YET;
  private long fulfilledAt = NOT_YET;

  Clock(Metric metric, int instance, long startedAt) {
    this.metric = metric;
    this.instance = instance;
    this.startedAt = startedAt;
  }

  Metric metric() {
    return metric;
  }

  int instance() {
    return instance;
  }

  long startedAt() {
    return startedAt;
  }

  long fulfilledAt() {
    return fulfilledAt;
  }

  boolean isOpen() {
    return fulfilledAt == NOT_YET;
  }

  boolean isRunning() {
    return runningSince != NOT_YET;
  }

  /** Runs or stands still from now on, as the status says. */
  void follow(long at, String status) {
    if (metric.runsIn(status) && !isRunning()) {
      runningSince = Math.max(at, startedAt);
    } else if (!metric.runsIn(status)) {
      stop(at);
    }
  }

  private void stop(long at) {
    if (isRunning()) {
      runs.add(new Run(runningSince, Math.max(at, runningSince)));
      runningSince = NOT_YET;
    }
  }

  void fulfil(long at) {
    stop(at);
    fulfilledAt = at;
  }

  /** The same promise again: its time goes on where it stopped. */
  void resume() {
    fulfilledAt = NOT_YET;
  }

  /** All spans up to an instant, also the one that is not over. */
  List<Run> runs(long until) {
    if (!isRunning()) {
      return runs;
    }
    List<Run> all = new ArrayList<>(runs);
    all.add(new Run(runningSince, Math.max(until, runningSince)));
    return all;
  }

  /** Whether the clock runs, or ran up to the instant at which it was fulfilled. */
  boolean ranToTheEnd() {
    return isRunning() || (!runs.isEmpty() && runs.get(runs.size() - 1).to() == fulfilledAt);
  }
}
