package io.cxwarehouse.functions.sla;

import java.util.Set;

/** What a policy may promise, as Zendesk names it, with the statuses in which its clock runs. */
enum Metric {
  FIRST_REPLY("first_reply_time", Status.UNSOLVED),
  NEXT_REPLY("next_reply_time", Status.UNSOLVED),
  PERIODIC_UPDATE("periodic_update_time", Status.UNSOLVED),
  PAUSABLE_UPDATE("pausable_update_time", Set.of(Status.NEW, Status.OPEN, Status.HOLD)),
  REQUESTER_WAIT("requester_wait_time", Set.of(Status.NEW, Status.OPEN, Status.HOLD)),
  AGENT_WORK("agent_work_time", Set.of(Status.NEW, Status.OPEN)),
  TOTAL_RESOLUTION("total_resolution_time", Status.UNSOLVED);

  /** Names of conformed statuses. */
  static final class Status {
    static final String NEW = "new";
    static final String OPEN = "open";
    static final String PENDING = "pending";
    static final String HOLD = "hold";
    static final Set<String> UNSOLVED = Set.of(NEW, OPEN, PENDING, HOLD);

    private Status() {}
  }

  private final String text;
  private final Set<String> running;

  Metric(String text, Set<String> running) {
    this.text = text;
    this.running = running;
  }

  String text() {
    return text;
  }

  boolean runsIn(String status) {
    return running.contains(status);
  }
}
