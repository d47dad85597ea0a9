package io.cxwarehouse.functions.sla;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what happened to a ticket, in order of time, into the clocks of all metrics. Solving
 * fulfils whatever is open; being opened again sets the clocks of the whole ticket going again,
 * while replies and updates begin anew with the next comment. The opening comment is not among the
 * events.
 */
final class TicketClocks {
  private static final Metric[] WHOLE_TICKET = {
    Metric.REQUESTER_WAIT, Metric.AGENT_WORK, Metric.TOTAL_RESOLUTION
  };
  private static final Metric[] UPDATES = {Metric.PERIODIC_UPDATE, Metric.PAUSABLE_UPDATE};
  private static final long NOBODY_WAITS = Long.MAX_VALUE;

  private final List<Clock> all = new ArrayList<>();
  private final Map<Metric, Clock> current = new EnumMap<>(Metric.class);
  private final List<Long> priorityTimes = new ArrayList<>();
  private final List<String> priorities = new ArrayList<>();
  private String status = Metric.Status.OPEN;
  private boolean isSolved;
  private boolean wasAnswered;
  private long waitingSince = NOBODY_WAITS;

  TicketClocks(long createdAt) {
    start(Metric.FIRST_REPLY, createdAt).follow(createdAt, status);
    for (Metric metric : WHOLE_TICKET) {
      start(metric, createdAt);
    }
  }

  List<Clock> all() {
    return all;
  }

  /** The priority at an instant; changes of that instant count. */
  String priorityAt(long at) {
    String priority = null;
    for (int i = 0; i < priorities.size() && priorityTimes.get(i) <= at; i++) {
      priority = priorities.get(i);
    }
    return priority;
  }

  /** One event; kinds that mean nothing to a promise are passed over. */
  void event(long at, String kind, String value) {
    switch (kind) {
      case "priority" -> {
        priorityTimes.add(at);
        priorities.add(value);
      }
      case "status" -> status(at, value);
      case "reply" -> {
        if (value.equals("agent")) {
          agentReplied(at);
        } else {
          customerWrote(at);
        }
      }
      default -> {}
    }
  }

  private void status(long at, String value) {
    boolean wasSolved = isSolved;
    status = value;
    isSolved = !Metric.Status.UNSOLVED.contains(value);
    if (isSolved) {
      if (!wasSolved) {
        current.keySet().forEach(metric -> fulfil(metric, at));
        wasAnswered = true;
      }
      return;
    }
    if (wasSolved) {
      for (Metric metric : WHOLE_TICKET) {
        current.get(metric).resume();
      }
      if (waitingSince != NOBODY_WAITS) {
        start(Metric.NEXT_REPLY, waitingSince).follow(waitingSince, value);
        waitingSince = NOBODY_WAITS;
      }
    }
    for (Clock clock : current.values()) {
      if (clock.isOpen()) {
        clock.follow(at, value);
      }
    }
  }

  private void agentReplied(long at) {
    fulfil(Metric.FIRST_REPLY, at);
    fulfil(Metric.NEXT_REPLY, at);
    wasAnswered = true;
    waitingSince = NOBODY_WAITS;
    for (Metric metric : UPDATES) {
      fulfil(metric, at);
      if (!isSolved) {
        start(metric, at).follow(at, status);
      }
    }
  }

  /** A comment on a solved ticket waits for an answer only if it opens the ticket again. */
  private void customerWrote(long at) {
    if (!wasAnswered || isOpen(Metric.NEXT_REPLY)) {
      return;
    }
    if (isSolved) {
      waitingSince = Math.min(waitingSince, at);
    } else {
      start(Metric.NEXT_REPLY, at).follow(at, status);
    }
  }

  private boolean isOpen(Metric metric) {
    return current.containsKey(metric) && current.get(metric).isOpen();
  }

  private void fulfil(Metric metric, long at) {
    if (isOpen(metric)) {
      current.get(metric).fulfil(at);
    }
  }

  private Clock start(Metric metric, long at) {
    int instance = current.containsKey(metric) ? current.get(metric).instance() + 1 : 1;
    Clock clock = new Clock(metric, instance, at);
    current.put(metric, clock);
    all.add(clock);
    return clock;
  }
}
