package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Customers whose contacts come by several sources. A ordered by “Web”, “web” and “Online” and was
 * on the website: one channel, whoever writes it. B ordered by “Kiosk”, which nobody named, and was
 * on the website: two, so that only B is omnichannel.
 */
class ChannelWordsTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final List<String> TABLES = List.of("+gold.fct_interaction");

  @Test
  void oneChannelWhoeverWritesIt() throws IOException {
    deliver(
        "billing/customers/2026-03-31/c.csv",
        List.of(
            "customer_id,email,created_at",
            "A,a@shop.example,2026-01-01",
            "B,b@shop.example,2026-01-01"));
    deliver(
        "billing/orders/2026-03-31/o.csv",
        List.of(
            "order_id,customer_id,ordered_at,amount,type,channel",
            "O-1,A,2026-03-20,10.00,sale,Web",
            "O-2,A,2026-03-21,10.00,sale,web",
            "O-3,A,2026-03-22,10.00,sale,Online",
            "O-4,B,2026-03-22,10.00,sale,Kiosk"));
    deliver("ga4/events/2026-03-31/events_20260330.jsonl", List.of(visit("A"), visit("B")));
    Engine engine = engine("warehouse");
    run(engine, DAY, TABLES);
    assertThat(
            rows(engine, TableId.of("gold.fct_interaction"))
                .groupBy("customer_source_key", "channel")
                .count()
                .toJSON()
                .collectAsList())
        .containsExactlyInAnyOrder(
            "{\"customer_source_key\":\"billing:A\",\"channel\":\"web\",\"count\":4}",
            "{\"customer_source_key\":\"billing:B\",\"channel\":\"web\",\"count\":1}",
            "{\"customer_source_key\":\"billing:B\",\"channel\":\"Kiosk\",\"count\":1}");
  }

  /** Two events of a session, as GA4 exports them. */
  private static String visit(String customer) {
    String event =
        "{\"event_date\":\"20260330\",\"event_timestamp\":\"17748648%d0000000\","
            + "\"event_name\":\"page_view\",\"user_pseudo_id\":\"%s.1\",\"user_id\":\"%s\","
            + "\"event_params\":[{\"key\":\"ga_session_id\",\"value\":{\"int_value\":77}}]}";
    return String.join(
        "\n",
        IntStream.of(1, 2)
            .mapToObj(second -> event.formatted(second, customer, customer))
            .toList());
  }
}
