package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who calls and is no customer. On the first day 120 calls name customer A: none is unknown. On the
 * second 20 name customers whom nobody delivered, and of 20 numbers one is A's: the first are told
 * one by one, of the others half may be strangers, and 39 of 40 are a jump from 0 of 120.
 */
class UnknownCallersTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 30);
  private static final List<String> TABLES = List.of("+gold.fct_call");

  @Test
  void callsOfNobodyAreTold() throws IOException {
    deliver(
        "billing/customers/2026-03-30/c.csv",
        List.of("customer_id,email,phone,country", "A,a@shop.example,030 901820,DE"));
    Engine engine = engine("warehouse", "identity.references.calls.customer_id=billing");
    List<String> known = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      known.add("K-" + i + ",2026-03-30T09:15:00Z,A,,DE");
    }
    night(engine, DAY, known);
    assertThat(warnings(engine)).isEmpty();

    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      unknown.add("U-" + i + ",2026-03-31T09:15:00Z,X-" + i + ",,DE");
      unknown.add("N-" + i + ",2026-03-31T09:15:00Z,,030 9018" + (20 + i) + ",DE");
    }
    night(engine, DAY.plusDays(1), unknown);
    assertThat(warnings(engine))
        .containsExactly("address_unknown", "customer_unknown", "customer_unknown_jump");
  }

  private void night(Engine engine, LocalDate day, List<String> calls) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("call_id,started_at,customer_id,phone,country");
    lines.addAll(calls);
    deliver("calls/calls/" + day + "/c.csv", lines);
    run(engine, day, TABLES);
  }

  private static List<String> warnings(Engine engine) {
    return engine
        .query(
            "SELECT check_name FROM ops.check_result WHERE `table` = 'gold.fct_call'"
                + " AND severity = 'warn' AND offences > 0 ORDER BY check_name")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
