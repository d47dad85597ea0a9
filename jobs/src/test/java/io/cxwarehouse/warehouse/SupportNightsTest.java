package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Sessions;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Tickets through nights in which something else moves each time: replies, priorities and statuses
 * at random, then also a schedule and a policy, then only the date. They leave what one rebuild
 * makes of all deliveries.
 */
class SupportNightsTest extends NightCase {
  private static final LocalDate START = LocalDate.of(2026, 3, 26);
  private static final int TICKETS = 60;
  private static final List<String> TABLES =
      List.of(
          "+gold.kpi_sla_daily",
          "gold.fct_ticket_measure",
          "gold.kpi_support_daily",
          "+gold.kpi_topic_monthly",
          "+gold.kpi_reconciliation");
  private static final String POLICY =
      "{\"id\":%d,\"title\":\"p\",\"position\":%d,\"filter\":{\"all\":[%s],\"any\":[]},"
          + "\"policy_metrics\":[%s],\"updated_at\":\"%sT00:00:00Z\"}";
  private static final List<String> METRICS =
      List.of(
          "first_reply_time",
          "next_reply_time",
          "periodic_update_time",
          "pausable_update_time",
          "requester_wait_time",
          "agent_work_time",
          "total_resolution_time");

  private final Random random = new Random(20260326);

  @Test
  void nightByNightEqualsARebuild() throws IOException {
    write(
        "users",
        START,
        List.of("{\"id\":1,\"role\":\"agent\",\"updated_at\":\"2026-01-01T00:00:00Z\"}"));
    write(
        "schedules",
        START,
        List.of(schedule(501, 540, 1020, START), schedule(502, 0, 1440, START)));
    write(
        "sla_policies",
        START,
        List.of(
            policy(701, 1, "type", "problem", 90, START),
            policy(702, 2, "type", "task", 300, START)));
    tickets(START, TICKETS);
    deliver(
        "salesforce/case/" + START + "/case.csv",
        List.of(
            "Id,ContactId,CreatedById,Status,CreatedDate,SystemModstamp",
            "500A,003A,0051,New,2026-03-24T08:00:00Z,2026-03-24T08:00:00Z",
            "500B,,0051,New,2026-03-24T09:00:00Z,2026-03-24T09:00:00Z"));
    deliver(
        "salesforce/user/" + START + "/user.csv",
        List.of("Id,UserType,SystemModstamp", "0052,Standard,2026-03-24T08:00:00Z"));
    deliver(
        "freshdesk/tickets/" + START + "/tickets.json",
        List.of(
            "{\"id\":1,\"status\":2,\"requester_id\":5,\"created_at\":\"2026-03-20T08:00:00Z\"}"));
    conversation(START, 1, "2026-03-24T08:00:00Z");
    Engine daily = engine("daily");
    run(daily, START, TABLES);
    LocalDate next = START.plusDays(1);
    write("schedules", next, List.of(schedule(501, 600, 960, next)));
    write("sla_policies", next, List.of(policy(702, 2, "type", "question", 200, next)));
    tickets(next, TICKETS / 3);
    // The first comment of all: now it is known of 500B, which is younger, how many replies it has.
    deliver(
        "salesforce/case_comment/" + next + "/case_comment.csv",
        List.of(
            "Id,ParentId,IsPublished,CreatedById,CreatedDate,SystemModstamp",
            "00aA,500A,true,0052,2026-03-24T08:30:00Z,2026-03-25T08:00:00Z"));
    // An older conversation: now the beginning of the other ticket is known, too.
    conversation(next, 2, "2026-03-18T08:00:00Z");
    run(daily, next, TABLES);
    // Nothing is delivered: the weekend on which clocks change passes, and promises come due.
    LocalDate last = START.plusDays(5);
    run(daily, last, TABLES);
    assertEqualsRebuild(daily, last);
  }

  private void conversation(LocalDate day, int ticket, String at) throws IOException {
    deliver(
        "freshdesk/conversations/" + day + "/conversations.json",
        List.of(
            "{\"id\":%d,\"ticket_id\":%d,\"user_id\":6,\"incoming\":false,\"private\":false,\"created_at\":\"%s\"}"
                .formatted(ticket, ticket, at)));
  }

  /** Tickets of the days before, whose latest events are of the day; some are known already. */
  private void tickets(LocalDate day, int count) throws IOException {
    List<String> tickets = new ArrayList<>();
    List<String> audits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = 1 + random.nextInt(TICKETS);
      long created = START.minusDays(4 + id % 3 * 12).toEpochDay() * 86_400 + id * 977L;
      String type = List.of("problem", "question", "task").get(id % 3);
      tickets.add(
          "{\"id\":%d,\"status\":\"%s\",\"priority\":\"normal\",\"type\":\"%s\",\"subject\":\"%s\",\"requester_id\":%d,\"via\":{\"channel\":\"email\"},\"created_at\":%s,\"updated_at\":\"%sT23:00:00Z\"}"
              .formatted(
                  id,
                  random.nextInt(12) == 0 ? "deleted" : "open",
                  type,
                  List.of("Where is my order?", "My invoice", "?")
                      .get((id + day.getDayOfMonth()) % 3),
                  100 + id % 9,
                  instant(created),
                  day));
      if (id % 7 > 0) { // of every seventh ticket the opening is not delivered
        audits.add(opening(900_000 + id, id, created));
      }
      long at = Math.max(created, (day.toEpochDay() - 2) * 86_400 + random.nextInt(40_000));
      for (int step = 0; step < 5; step++) {
        at += 60 + random.nextInt(30_000);
        audits.add(audit(audits.size() + (day.toEpochDay() - 20_000) * 1000 + 1, id, at));
      }
    }
    write("tickets", day, tickets);
    write("ticket_audits", day, audits);
  }

  private String audit(long number, int ticket, long at) {
    String status = List.of("open", "pending", "hold", "solved", "open").get(random.nextInt(5));
    String priority = List.of("low", "normal", "urgent").get(random.nextInt(3));
    String event =
        switch (random.nextInt(6)) {
          case 0, 1 ->
              "{\"type\":\"Comment\",%s\"author_id\":1}"
                  .formatted(ticket % 5 == 0 ? "" : "\"public\":true,"); // nobody tells it of some
          case 2 -> "{\"type\":\"Comment\",\"public\":true,\"author_id\":100}";
          case 3 -> change("priority", "normal", priority);
          case 4 ->
              "{\"type\":\"ScheduleAssignment\",\"previous_schedule_id\":501,\"new_schedule_id\":502}";
          default -> change("status", "new", status);
        };
    return "{\"id\":%d,\"ticket_id\":%d,\"created_at\":%s,\"author_id\":1,\"via\":{\"channel\":\"web\"},\"events\":[%s]}"
        .formatted(number, ticket, instant(at), event);
  }

  private static String opening(int number, int ticket, long at) {
    return ("{\"id\":%d,\"ticket_id\":%d,\"created_at\":%s,\"author_id\":100,\"via\":{\"channel\":\"web\"},"
            + "\"events\":[{\"type\":\"Create\",\"field_name\":\"status\",\"value\":\"new\"},"
            + "{\"type\":\"Comment\",\"public\":true,\"author_id\":100}]}")
        .formatted(number, ticket, instant(at));
  }

  private static String change(String field, String before, String after) {
    return "{\"type\":\"Change\",\"field_name\":\"%s\",\"previous_value\":\"%s\",\"value\":\"%s\"}"
        .formatted(field, before, after);
  }

  private static String schedule(int id, int opens, int closes, LocalDate day) {
    List<String> intervals = new ArrayList<>();
    for (int weekday = 1; weekday <= 5; weekday++) {
      intervals.add(
          "{\"start_time\":%d,\"end_time\":%d}"
              .formatted(weekday * 1440 + opens, weekday * 1440 + closes));
    }
    return "{\"id\":%d,\"time_zone\":\"Europe/Berlin\",\"intervals\":[%s],\"updated_at\":\"%sT00:00:00Z\"}"
        .formatted(id, String.join(",", intervals), day);
  }

  private static String policy(
      int id, int position, String field, String value, int minutes, LocalDate day) {
    List<String> targets = new ArrayList<>();
    for (String metric : METRICS) {
      for (String priority : List.of("low", "normal", "urgent")) {
        targets.add(
            "{\"priority\":\"%s\",\"metric\":\"%s\",\"target\":%d,\"business_hours\":%b}"
                .formatted(
                    priority,
                    metric,
                    minutes * (priority.equals("urgent") ? 1 : 8),
                    !metric.startsWith("total")));
      }
    }
    String condition =
        "{\"field\":\"%s\",\"operator\":\"is\",\"value\":\"%s\"}".formatted(field, value);
    return POLICY.formatted(id, position, condition, String.join(",", targets), day);
  }

  private static String instant(long second) {
    return "\"" + Instant.ofEpochSecond(second) + "\"";
  }

  private void write(String entity, LocalDate day, List<String> lines) throws IOException {
    deliver("zendesk/" + entity + "/" + day + "/" + entity + ".jsonl", lines);
  }

  private void assertEqualsRebuild(Engine daily, LocalDate day) {
    Engine rebuilt = engine("rebuilt");
    // As if it were much: with several partitions, adaptive execution and generated code.
    spark().sparkContext().conf().set(Sessions.SMALL, "0");
    try {
      run(rebuilt, day, TABLES);
    } finally {
      spark().sparkContext().conf().remove(Sessions.SMALL);
    }
    assertSameTables(daily, rebuilt, TABLES, day);
    List<String> seen =
        rows(rebuilt, TableId.of("gold.fct_ticket_sla"))
            .selectExpr("metric || ' ' || status")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(seen).as("what the nights came across").hasSizeGreaterThan(12);
    assertThat(rows(daily, TableId.of("gold.fct_ticket")).where("source = 'salesforce'"))
        .as("replies of Salesforce's cases")
        .satisfies(
            cases ->
                assertThat(cases.orderBy("ticket_id").select("agent_replies").collectAsList())
                    .extracting(row -> row.get(0))
                    .containsExactly(null, 0L)); // 500A is older than the first comment of all
  }
}
