package io.cxwarehouse.functions.sla;

import io.cxwarehouse.functions.BusinessTime;
import io.cxwarehouse.functions.WorkTime;
import java.util.List;

/**
 * A promise and what became of it by the end of the business date. Instants that are not known are
 * {@link #NONE}. It is late when more time has passed than promised; it is due at the first instant
 * at which that much has passed, which at the end of a shift is earlier than being late.
 *
 * @param elapsed microseconds on the clock; {@link #NONE} while it runs
 * @param decidedAt when it was fulfilled in time, or came due unfulfilled
 * @param lateFrom when it becomes late if nothing happens
 */
record Obligation(
    Clock clock,
    String priority,
    Target target,
    long dueAt,
    long elapsed,
    String status,
    long decidedAt,
    long lateFrom) {
  static final long NONE = BusinessTime.NEVER;

  static Obligation judge(
      Clock clock, String priority, Target target, WorkTime time, long asOfEnd) {
    long promised = target.micros();
    long elapsed = 0;
    long beforeLastRun = 0;
    long dueAt = NONE;
    List<Clock.Run> runs = clock.runs(asOfEnd);
    for (Clock.Run run : runs) {
      beforeLastRun = elapsed;
      elapsed += time.elapsed(run.from(), run.to());
      if (dueAt == NONE && elapsed >= promised) {
        dueAt = time.addWorking(run.from(), promised - beforeLastRun);
      }
    }
    boolean isLate = elapsed > promised;
    long lateFrom = NONE;
    if (!isLate && clock.ranToTheEnd()) {
      long lastFrom = runs.get(runs.size() - 1).from();
      dueAt = time.addWorking(lastFrom, promised - beforeLastRun);
      // One microsecond more than promised has passed a microsecond after this instant.
      long late = time.addWorking(lastFrom, promised - beforeLastRun + 1);
      lateFrom = clock.isOpen() && late != NONE ? late - 1 : NONE;
    }
    String status = status(clock, isLate);
    return new Obligation(
        clock,
        priority,
        target,
        status.equals("paused") ? NONE : dueAt,
        clock.isRunning() ? NONE : elapsed,
        status,
        isLate ? dueAt : clock.fulfilledAt(),
        lateFrom);
  }

  private static String status(Clock clock, boolean isLate) {
    if (isLate) {
      return "breached";
    }
    if (!clock.isOpen()) {
      return "met";
    }
    return clock.isRunning() ? "active" : "paused";
  }
}
