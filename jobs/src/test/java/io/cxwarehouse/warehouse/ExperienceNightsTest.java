package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two users meet an experience; what they did next is not delivered until the 11th, when one of
 * them buys. From then on it is known of the other one, too: nothing. The nights give what one run
 * gives.
 */
class ExperienceNightsTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 10);
  private static final List<String> TABLES = List.of("+gold.kpi_experience_daily");

  private static final String[] SETTINGS = {
    "warehouse.timezone=UTC", "sources.dynamic_yield.entities.events.format=json"
  };

  @Test
  void theFirstActivityOfAllTellsThatOthersDidNothing() throws IOException {
    Engine nightly = engine("nightly", SETTINGS);
    deliver(
        "dynamic_yield/events/2026-03-10/e.jsonl",
        List.of(
            event("1", "DPX", "u1", "\"experienceId\":\"e\",\"variationId\":\"v\""),
            event("2", "DPX", "u2", "\"experienceId\":\"e\",\"variationId\":\"v\"")));
    run(nightly, FIRST, TABLES);
    assertThat(users(nightly)).containsExactly("[null,null]", "[null,null]");
    assertThat(days(nightly)).containsExactly("[2026-03-10,2,null,null,null]");

    deliver(
        "dynamic_yield/events/2026-03-11/e.jsonl",
        List.of(event("3", "UIA", "u1", "\"revenue\":20")));
    run(nightly, FIRST.plusDays(1), TABLES);
    assertThat(users(nightly)).containsExactly("[0,0.0000]", "[1,20.0000]");
    assertThat(days(nightly)).containsExactly("[2026-03-10,2,1,20.0000,1]");

    Engine once = engine("once", SETTINGS);
    run(once, FIRST.plusDays(1), TABLES);
    assertSameTables(nightly, once, TABLES, FIRST.plusDays(1));
  }

  private static String event(String id, String type, String user, String more) {
    return "{\"interactionId\":\"%s\",\"eventType\":\"%s\",\"userId\":\"%s\","
            .formatted(id, type, user)
        + "\"timestamp\":\"2026-03-10T0%s:00:00Z\",%s}".formatted(id, more);
  }

  private static List<String> users(Engine engine) {
    return rows(
        engine, "SELECT conversions, revenue FROM silver.experience_user ORDER BY conversions");
  }

  private static List<String> days(Engine engine) {
    return rows(
        engine,
        "SELECT metric_date, exposed_users, converted, revenue, converted_to_date"
            + " FROM gold.kpi_experience_daily");
  }

  private static List<String> rows(Engine engine, String query) {
    return engine.query(query).collectAsList().stream().map(Object::toString).toList();
  }
}
