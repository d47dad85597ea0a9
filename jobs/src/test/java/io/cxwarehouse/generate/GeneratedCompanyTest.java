package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An undisturbed company of 2,000 customers: its records fit together and its numbers are likely.
 */
class GeneratedCompanyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path out;
  private static Deliveries landing;

  @BeforeAll
  static void generate() {
    GeneratorOptions options =
        GeneratorOptions.builder(out)
            .customers(2_000)
            .days(30)
            .deliveryEveryDays(30)
            .dailyTailDays(0)
            .disturbances(Disturbances.NONE)
            .build();
    Generator.generate(options, GeneratorProgress.SILENT);
    landing = new Deliveries(out);
  }

  private static Set<String> values(String entity, String column) throws IOException {
    Set<String> values = new HashSet<>();
    for (Deliveries.Row row : landing.rows(entity)) {
      if (row.get(column) != null) {
        values.add(row.get(column));
      }
    }
    return values;
  }

  @Test
  void referencesPointToDeliveredRecords() throws IOException {
    Set<String> customers = values("billing/customers", "customer_id");
    assertThat(customers).containsAll(values("billing/orders", "customer_id"));
    assertThat(customers).containsAll(values("billing/subscriptions", "customer_id"));
    assertThat(values("billing/orders", "order_id"))
        .containsAll(values("billing/orders", "refund_of"));
    Set<String> contacts = values("salesforce/contact", "Id");
    assertThat(values("salesforce/account", "Id"))
        .containsAll(values("salesforce/contact", "AccountId"));
    assertThat(contacts).containsAll(values("salesforce/case", "ContactId"));
    assertThat(contacts).containsAll(values("salesforce/opportunity", "ContactId"));
    Set<String> cases = values("salesforce/case", "Id");
    assertThat(cases).containsAll(values("salesforce/case_history", "CaseId"));
    assertThat(cases).containsAll(values("salesforce/case_comment", "ParentId"));
    Set<String> tickets = values("zendesk/tickets", "id");
    assertThat(tickets).isEqualTo(values("zendesk/ticket_audits", "ticket_id"));
    assertThat(tickets).containsAll(values("zendesk/satisfaction_ratings", "ticket_id"));
    Set<String> users = values("zendesk/users", "id");
    assertThat(users).containsAll(values("zendesk/tickets", "requester_id"));
    assertThat(users).containsAll(values("zendesk/tickets", "assignee_id"));
    assertThat(contacts).containsAll(values("zendesk/users", "external_id"));
    assertThat(values("qualtrics/responses", "ResponseId"))
        .containsAll(values("qualtrics/distribution_contacts", "response_id"));
    assertThat(customers).containsAll(values("qualtrics/responses", "ExternalReference"));
    assertThat(customers).containsAll(values("hotjar/survey", "user_id"));
    Set<String> respondents = new HashSet<>(customers);
    respondents.addAll(values("hr/employees", "employee_id"));
    assertThat(respondents).containsAll(values("generic_survey/responses", "respondent_id"));
    assertThat(values("surveymonkey/recipients", "id"))
        .containsAll(values("surveymonkey/responses", "recipient_id"));
  }

  @Test
  void helpDesksOfFirmsBoughtFitTogether() throws IOException {
    Set<String> tickets = values("freshdesk/tickets", "id");
    assertThat(tickets).containsAll(values("freshdesk/conversations", "ticket_id"));
    assertThat(tickets).containsAll(values("freshdesk/satisfaction_ratings", "ticket_id"));
    assertThat(values("freshdesk/contacts", "id"))
        .containsAll(values("freshdesk/tickets", "requester_id"));
    assertThat(values("freshdesk/agents", "id"))
        .containsAll(values("freshdesk/tickets", "responder_id"));
    assertThat(values("salesforce/contact", "Id"))
        .containsAll(values("freshdesk/contacts", "unique_external_id"));
    assertThat(values("intercom/conversations", "id"))
        .containsAll(values("intercom/conversation_parts", "conversation_id"));
    Set<String> contacts = values("hubspot/contacts", "id");
    Set<String> companies = values("hubspot/companies", "id");
    for (String object : Set.of("tickets", "deals", "feedback_submissions")) {
      assertThat(contacts).as(object).containsAll(linked("hubspot/" + object, "contacts"));
    }
    assertThat(companies).containsAll(linked("hubspot/contacts", "companies"));
    int all = values("zendesk/tickets", "id").size();
    for (String entity : Set.of("freshdesk/tickets", "hubspot/tickets", "intercom/conversations")) {
      assertThat((double) values(entity, "id").size() / all).as(entity).isBetween(0.03, 0.15);
    }
  }

  private static Set<String> linked(String entity, String objects) throws IOException {
    Set<String> ids = new HashSet<>();
    for (Deliveries.Row row : landing.rows(entity)) {
      JSON.readTree(row.get("associations"))
          .path(objects)
          .path("results")
          .forEach(link -> ids.add(link.get("id").asText()));
    }
    return ids;
  }

  /** Planted: 120 for a customer won by advertising, 300 for one won at an event. */
  @Test
  void customersCostWhatWasPlanted() throws IOException {
    Map<String, Double> spend = new HashMap<>();
    for (Deliveries.Row row : landing.rows("marketing/spend")) {
      spend.merge(row.get("channel"), Double.parseDouble(row.get("amount")), Double::sum);
    }
    Map<String, Integer> won = new HashMap<>();
    for (Deliveries.Row row : landing.rows("billing/customers")) {
      won.merge(row.get("acquisition_channel"), 1, Integer::sum);
    }
    assertThat(spend.keySet()).containsExactlyInAnyOrder("paid", "event");
    assertThat(spend.get("paid") / won.get("paid")).isBetween(105.0, 135.0);
    assertThat(spend.get("event") / won.get("event")).isBetween(225.0, 375.0);
  }

  @Test
  void statusChangesOfATicketFollowEachOther() throws IOException {
    Map<String, String> status = new HashMap<>();
    for (Deliveries.Row row : landing.rows("zendesk/ticket_audits")) {
      for (JsonNode event : JSON.readTree(row.get("events"))) {
        if (event.path("field_name").asText().equals("status")) {
          String before = status.put(row.get("ticket_id"), event.get("value").asText());
          if (event.get("type").asText().equals("Change")) {
            assertThat(event.get("previous_value").asText()).isEqualTo(before);
          }
        }
      }
    }
    for (Deliveries.Row row : landing.rows("zendesk/tickets")) {
      assertThat(row.get("status")).isEqualTo(status.get(row.get("id")));
    }
  }

  @Test
  void scoresAreThoseOfAnOrdinaryCompany() throws IOException {
    int[] nps = new int[11];
    int[] csat = new int[6];
    for (Deliveries.Row row : landing.rows("surveymonkey/responses")) {
      for (JsonNode page : JSON.readTree(row.get("pages"))) {
        for (JsonNode question : page.get("questions")) {
          long choice = question.get("answers").get(0).path("choice_id").asLong();
          int score = (int) (choice % 100);
          if (question.get("id").asText().equals("800001") && score <= 10) {
            nps[score]++;
          } else if (question.get("id").asText().equals("800002") && score <= 5) {
            csat[score]++;
          }
        }
      }
    }
    double answers = 0;
    double balance = 0;
    for (int score = 0; score <= 10; score++) {
      answers += nps[score];
      balance += score >= 9 ? nps[score] : score < 7 ? -nps[score] : 0;
    }
    assertThat(answers).isGreaterThan(400);
    assertThat(100 * balance / answers).isBetween(25.0, 48.0);
    double all = csat[1] + csat[2] + csat[3] + csat[4] + csat[5];
    assertThat((csat[4] + csat[5]) / all).isBetween(0.74, 0.88);
  }

  @Test
  void someMonthsAfterTheStartAboutThreeInAHundredLeaveAMonth() throws IOException {
    double months = 0;
    double ends = 0;
    for (Deliveries.Row row : landing.rows("billing/subscriptions")) {
      LocalDate start = LocalDate.parse(row.get("start_date"));
      String end = row.get("end_date");
      LocalDate last = end == null ? LocalDate.of(2026, 1, 31) : LocalDate.parse(end);
      months += ChronoUnit.DAYS.between(start, last) / 30.4;
      ends += row.get("end_reason") == null ? 0 : 1;
    }
    assertThat(ends / months).isBetween(0.018, 0.042);
  }
}
