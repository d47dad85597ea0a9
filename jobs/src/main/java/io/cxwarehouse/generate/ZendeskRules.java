package io.cxwarehouse.generate;

import java.util.Map;

/**
 * The help desk's working hours and promises. Escalated tickets and calls are handled in longer
 * hours than all others.
 */
final class ZendeskRules {
  static final long EXTENDED_HOURS_ID = 502;
  private static final String[] PRIORITIES = {"urgent", "high", "normal", "low"};
  private static final int MINUTES_PER_DAY = 1440;
  private static final int SATURDAY = 6;

  private final Part part;
  private final Feed schedules;
  private final Feed policies;

  ZendeskRules(Part part, Feed schedules, Feed policies) {
    this.part = part;
    this.schedules = schedules;
    this.policies = policies;
  }

  void write(long at) {
    officeHours(at);
    extendedHours(at);
    policy(
        701,
        "Escalations",
        1,
        "any",
        new String[][] {
          {"current_tags", "includes", "escalated"}, {"current_tags", "includes", "vip"}
        },
        Map.of("pausable_update_time", 45L, "agent_work_time", 240L),
        at);
    policy(
        702,
        "Technical problems",
        2,
        "all",
        new String[][] {{"type", "is", "problem"}},
        Map.of("first_reply_time", 60L, "next_reply_time", 90L, "total_resolution_time", 1440L),
        at);
    policy(
        703,
        "Everybody",
        3,
        "all",
        new String[0][],
        Map.of(
            "first_reply_time", 60L,
            "next_reply_time", 90L,
            "periodic_update_time", 720L,
            "requester_wait_time", 600L),
        at);
  }

  private void officeHours(long at) {
    if (!schedules.fixture().version(at, Feed.LAST)) {
      return;
    }
    JsonRow json = schedule(Company.SCHEDULE_ID, "Office hours");
    for (int weekday = 1; weekday <= 5; weekday++) {
      interval(json, weekday, BusinessCalendar.OPENS / 60, BusinessCalendar.CLOSES / 60);
    }
    json.endArray().name("holidays").array();
    for (int year = firstYear(); year <= lastYear(); year++) {
      for (String day : BusinessCalendar.HOLIDAYS) {
        holiday(json, "Holiday", year + "-" + day, year + "-" + day);
      }
    }
    ZendeskJson.stamps(json.endArray(), at, at);
    schedules.end();
  }

  /** Two shifts a day and half of Saturday; closed from Christmas Eve on for three days. */
  private void extendedHours(long at) {
    if (!schedules.fixture().version(at, Feed.LAST)) {
      return;
    }
    JsonRow json = schedule(EXTENDED_HOURS_ID, "Extended hours");
    for (int weekday = 1; weekday <= 5; weekday++) {
      interval(json, weekday, 7 * 60, 13 * 60);
      interval(json, weekday, 13 * 60 + 30, 21 * 60);
    }
    interval(json, SATURDAY, 10 * 60, 14 * 60);
    json.endArray().name("holidays").array();
    for (int year = firstYear(); year <= lastYear(); year++) {
      holiday(json, "Christmas", year + "-12-24", year + "-12-26");
    }
    ZendeskJson.stamps(json.endArray(), at, at);
    schedules.end();
  }

  private int firstYear() {
    return part.company().options().start().getYear() - 2;
  }

  private int lastYear() {
    return part.company().options().end().getYear() + 1;
  }

  private JsonRow schedule(long id, String name) {
    JsonRow json = schedules.json().object().field("id", id).field("name", name);
    json.field("time_zone", part.company().options().zone().getId()).name("intervals").array();
    return json;
  }

  private static void interval(JsonRow json, int weekday, int opens, int closes) {
    int midnight = weekday * MINUTES_PER_DAY;
    json.object().field("start_time", midnight + opens).field("end_time", midnight + closes).end();
  }

  private static void holiday(JsonRow json, String name, String first, String last) {
    json.object().field("name", name).field("start_date", first).field("end_date", last).end();
  }

  /** Targets are those of urgent tickets; each lower priority has twice the time. */
  private void policy(
      long id,
      String title,
      int position,
      String list,
      String[][] conditions,
      Map<String, Long> targets,
      long at) {
    if (!policies.fixture().version(at, Feed.LAST)) {
      return;
    }
    JsonRow json = policies.json().object().field("id", id);
    json.field("title", title).field("position", position).name("filter").object();
    for (String name : new String[] {"all", "any"}) {
      json.name(name).array();
      if (name.equals(list)) {
        for (String[] condition : conditions) {
          json.object().field("field", condition[0]).field("operator", condition[1]);
          json.field("value", condition[2]).end();
        }
      }
      json.endArray();
    }
    json.end().name("policy_metrics").array();
    targets.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            target -> {
              boolean isBusiness = !target.getKey().startsWith("total");
              for (int i = 0; i < PRIORITIES.length; i++) {
                json.object().field("priority", PRIORITIES[i]).field("metric", target.getKey());
                json.field("target", target.getValue() << i);
                json.field("business_hours", isBusiness).end();
              }
            });
    ZendeskJson.stamps(json.endArray(), at, at);
    policies.end();
  }
}
