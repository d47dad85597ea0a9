package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * On 9 March one visitor pays 50 euros, another 100 dollars, and a third nobody can read what. What
 * dollars are worth is told a night later, and corrected another night later, when the third's 10
 * euros are told, too. The nights give what one run gives.
 */
class WebNightsTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 10);
  private static final List<String> TABLES = List.of("+gold.kpi_web_daily");
  private static final String SETTING = "warehouse.timezone=UTC";

  @Test
  void purchasesAreWorthWhatRatesSay() throws IOException {
    Engine nightly = engine("nightly", SETTING);
    deliver(
        "ga4/events/2026-03-10/events_20260309.jsonl",
        List.of(
            purchase("1", "50", "EUR", ""),
            purchase("2", "100", "USD", "T-1"),
            purchase("3", "\"n/a\"", "EUR", "")));
    run(nightly, FIRST, TABLES);
    assertThat(days(nightly)).containsExactly("[2026-03-09,3,50.0000]");

    rate("2026-03-11", "2026-03-01,USD,0.9");
    run(nightly, FIRST.plusDays(1), TABLES);
    assertThat(days(nightly)).containsExactly("[2026-03-09,3,140.0000]");

    rate("2026-03-12", "2026-03-09,USD,0.8");
    deliver("ga4/events/2026-03-12/events_20260309.jsonl", List.of(purchase("3", "10", "EUR", "")));
    run(nightly, FIRST.plusDays(2), TABLES);
    assertThat(days(nightly)).containsExactly("[2026-03-09,3,140.0000]");

    Engine once = engine("once", SETTING);
    run(once, FIRST.plusDays(2), TABLES);
    assertSameTables(nightly, once, TABLES, FIRST.plusDays(2));
  }

  @Test
  void eventsStayWhenTheirDateComes() throws IOException {
    Engine nightly = engine("ahead", SETTING);
    deliver(
        "ga4/events/2026-03-08/events_intraday_20260309.jsonl",
        List.of(purchase("1", "50", "EUR", "").replace("20260309", "2026-03-09")));
    run(nightly, FIRST.minusDays(2), TABLES);
    assertThat(days(nightly)).isEmpty();
    run(nightly, FIRST.minusDays(1), TABLES);
    assertThat(days(nightly)).containsExactly("[2026-03-09,1,50.0000]");
  }

  private void rate(String delivered, String line) throws IOException {
    deliver("billing/fx_rates/" + delivered + "/r.csv", List.of("date,currency,rate", line));
  }

  /** 1773050400 is 2026-03-09T10:00:00Z. */
  private static String purchase(String user, String paid, String currency, String transaction) {
    return "{\"event_date\":\"20260309\",\"event_timestamp\":\"1773050400000000\","
        + "\"event_name\":\"purchase\",\"user_pseudo_id\":\"%s.1\",".formatted(user)
        + "\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":77}},"
        + "{\"key\":\"currency\",\"value\":{\"string_value\":\"%s\"}}],".formatted(currency)
        + "\"ecommerce\":{\"transaction_id\":\"%s\",\"purchase_revenue\":%s}}"
            .formatted(transaction, paid);
  }

  private static List<String> days(Engine engine) {
    return engine
        .query("SELECT metric_date, purchases, revenue FROM gold.kpi_web_daily")
        .collectAsList()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
