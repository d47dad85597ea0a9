package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is told of a survey later than it was sent. Of three invitations of 9 March nobody can tell
 * whether they were answered, until the first answer of the tool is delivered on the 11th: a
 * detractor, whom the company called, as is told on the 12th. The nights give what one run gives.
 */
class SurveyNightsTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 10);
  private static final List<String> TABLES =
      List.of("+gold.kpi_invitation_daily", "+gold.kpi_survey_daily");

  private static final String[] SETTINGS = {
    "warehouse.timezone=UTC",
    "surveys.questions=[{ source = surveymonkey, survey = \"900001\", question = \"800001\","
        + " metric = nps, scale = [0, 10], kind = relational, channel = email }]"
  };

  @Test
  void answersAndCallsThatAreToldLaterChangeWhatWasUnknown() throws IOException {
    Engine nightly = engine("nightly", SETTINGS);
    deliver("billing/customers/2026-03-10/c.csv", "customer_id,email\nA,ann@shop.example\n");
    deliver(
        "zendesk/tickets/2026-03-10/t.jsonl",
        "{\"id\":1,\"status\":\"closed\",\"created_at\":\"2026-03-01T08:00:00Z\","
            + "\"updated_at\":\"2026-03-02T08:00:00Z\"}\n");
    deliver(
        "surveymonkey/recipients/2026-03-10/r.json",
        List.of(recipient(1, "ann"), recipient(2, "bob"), recipient(3, "cem")));
    run(nightly, FIRST, TABLES);
    assertThat(invitations(nightly)).containsExactly("[2026-03-09,3,null,0]");

    deliver(
        "surveymonkey/responses/2026-03-11/a.json",
        "{\"id\":\"7\",\"survey_id\":\"900001\",\"recipient_id\":\"1\","
            + "\"response_status\":\"completed\",\"email_address\":\"ann@shop.example\","
            + "\"date_created\":\"2026-03-11T09:00:00Z\",\"date_modified\":\"2026-03-11T09:00:00Z\","
            + "\"pages\":[{\"questions\":[{\"id\":\"800001\",\"answers\":[{\"text\":\"3\"}]}]}]}\n");
    run(nightly, FIRST.plusDays(1), TABLES);
    assertThat(invitations(nightly)).containsExactly("[2026-03-09,3,1,3]");
    assertThat(followedUp(nightly)).containsExactly("[1,0,1]");

    deliver(
        "calls/calls/2026-03-12/c.csv",
        "call_id,started_at,direction,outcome,email\n"
            + "K-1,2026-03-11T15:00:00Z,outbound,answered,ann@shop.example\n");
    run(nightly, FIRST.plusDays(2), TABLES);
    assertThat(followedUp(nightly)).containsExactly("[1,1,1]");

    Engine once = engine("once", SETTINGS);
    run(once, FIRST.plusDays(2), TABLES);
    assertSameTables(nightly, once, TABLES, FIRST.plusDays(2));
  }

  private static String recipient(int id, String name) {
    return "{\"id\":\"%d\",\"survey_id\":\"900001\",\"email\":\"%s@shop.example\","
            .formatted(id, name)
        + "\"mail_status\":\"sent\",\"survey_response_status\":\"not_responded\","
        + "\"sent_at\":\"2026-03-09T08:00:00Z\"}";
  }

  private static List<String> invitations(Engine engine) {
    return rows(
        engine,
        "SELECT sent_date, sum(delivered), sum(responded), sum(response_known)"
            + " FROM gold.kpi_invitation_daily GROUP BY sent_date");
  }

  private static List<String> followedUp(Engine engine) {
    return rows(
        engine,
        "SELECT sum(detractors), sum(followed_up), sum(follow_up_known) FROM gold.kpi_survey_daily");
  }

  private static List<String> rows(Engine engine, String query) {
    return engine.query(query).collectAsList().stream().map(Object::toString).toList();
  }
}
