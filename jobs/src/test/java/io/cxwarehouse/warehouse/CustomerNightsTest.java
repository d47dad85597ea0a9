package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.RunReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Customers that merge, split and cross the limit of shared keys from night to night, recognised
 * among the records that changed, are those recognised among all records; orders go with them.
 */
class CustomerNightsTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final int RECORDS = 150;
  private static final String HEADER =
      "customer_id,email,phone,name,created_at,country,region,industry,plan,"
          + "acquisition_channel,external_ids";
  private static final String LIMIT = "identity.max-records-per-key=4";
  private static final List<String> TABLES = List.of("+gold.fct_order", "silver.customer_alias");

  private final Random random = new Random(20260301);

  @Test
  void changedRecordsAloneGiveTheCustomersOfAllRecordsAndOrdersMoveWithThem() throws IOException {
    deliver(
        "billing/orders/" + FIRST + "/orders.csv",
        List.of(
            "order_id,customer_id,ordered_at,amount,currency,type",
            "1,A,2026-02-01T10:00:00Z,10,EUR,sale",
            "2,C,2026-02-02T10:00:00Z,20,EUR,sale"));
    Engine nightly = engine("nightly", LIMIT);
    night(nightly, FIRST, "c@example.com");
    Map<String, String> apart = customersOfOrders(nightly);
    assertThat(apart.get("billing:1")).isNotEqualTo(apart.get("billing:2"));

    night(nightly, FIRST.plusDays(1), "a@example.com");
    assertThat(customersOfOrders(nightly))
        .containsEntry("billing:1", apart.get("billing:1"))
        .containsEntry("billing:2", apart.get("billing:1"));

    LocalDate split = FIRST.plusDays(2);
    night(nightly, split, "c2@example.com");
    assertThat(customersOfOrders(nightly)).isEqualTo(apart);
    Engine rebuilt = engine("rebuilt", LIMIT);
    run(rebuilt, split, TABLES);
    assertSameTables(nightly, rebuilt, TABLES, split);
    assertThat(count(nightly, "silver.customer_shared_key")).isPositive();
    assertThat(count(nightly, "silver.customer_alias")).isGreaterThan(20);
  }

  /**
   * Another record shares A's address; the number, which nothing else tells, is looked up still.
   */
  @Test
  void anotherKeyOfAnAffectedRecordIsLookedUpOnce() throws IOException {
    Engine nightly = engine("linked");
    List<String> records =
        List.of(
            "A,a@example.com,+4930901820,,2026-01-02T00:00:00Z,DE,,,,,",
            "B,a@example.com,,,2026-01-03T00:00:00Z,DE,,,,,",
            "C,,+4930901820,,2026-01-01T00:00:00Z,DE,,,,,");
    LocalDate day = FIRST;
    for (String one : records) {
      deliver("billing/customers/" + day + "/c.csv", List.of(HEADER, one));
      run(nightly, day, TABLES);
      Engine rebuilt = engine("rebuilt" + day);
      run(rebuilt, day, TABLES);
      assertSameTables(nightly, rebuilt, TABLES, day);
      day = day.plusDays(1);
    }
  }

  /** Records of the night, and two customers of whom the second says another address each time. */
  private void night(Engine engine, LocalDate day, String second) throws IOException {
    deliverRecords(day, day.equals(FIRST) ? RECORDS : 8);
    deliver(
        "billing/customers/" + day + "/two.csv",
        List.of(
            HEADER,
            "A,a@example.com,,,2026-01-01T00:00:00Z,DE,,,,,",
            "C," + second + ",,,2026-01-02T00:00:00Z,FR,,,,,"));
    RunReport report = run(engine, day, TABLES);
    if (!day.equals(FIRST)) {
      assertThat(report.steps())
          .filteredOn(step -> step.table().toString().equals("silver.customer_record"))
          .singleElement()
          .satisfies(step -> assertThat(step.how()).isEqualTo(How.KEYS));
    }
  }

  private Map<String, String> customersOfOrders(Engine engine) {
    Map<String, String> customers = new TreeMap<>();
    rows(engine, TableId.of("gold.fct_order"))
        .select("order_id", "customer_id")
        .collectAsList()
        .forEach(row -> customers.put(row.getString(0), row.getString(1)));
    return customers;
  }

  /** New versions of random records, each with other random keys than before. */
  private void deliverRecords(LocalDate day, int records) throws IOException {
    List<String> billing = new ArrayList<>(List.of(HEADER));
    List<String> zendesk = new ArrayList<>();
    List<String> identities = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      // In the first night every record once; some of those that are named later are not among
      // them.
      int id = day.equals(FIRST) ? i : random.nextInt(RECORDS + 10);
      String email = key("p%d@example.com");
      String phone = key("+49301000%03d");
      String at = "%s-01T00:00:%02dZ".formatted("2025-0" + (1 + id % 9), id % 60);
      if (id % 2 == 0) {
        String named = random.nextInt(4) == 0 ? "zendesk:" + random.nextInt(RECORDS + 10) : "";
        billing.add("%d,%s,%s,,%s,DE,,,,,%s".formatted(id, email, phone, at, named));
      } else {
        zendesk.add(
            "{\"id\":%d,\"email\":\"%s\",\"phone\":\"%s\",\"shared_phone_number\":%b,\"role\":\"end-user\",\"created_at\":\"%s\",\"updated_at\":\"%sT0%d:00:00Z\"}"
                .formatted(id, email, phone, random.nextInt(20) == 0, at, day, i % 10));
      }
      if (i % 8 == 0) {
        identities.add(
            "{\"id\":%d,\"user_id\":%d,\"type\":\"email\",\"value\":\"%s\",\"updated_at\":\"%sT00:00:00Z\"}"
                .formatted(i / 8, random.nextInt(RECORDS), key("p%d@example.com"), day));
      }
    }
    deliver("billing/customers/" + day + "/customers.csv", billing);
    deliver("zendesk/users/" + day + "/users.jsonl", zendesk);
    deliver("zendesk/user_identities/" + day + "/identities.jsonl", identities);
  }

  /** A few keys are held by many, so that they come and go as shared ones. */
  private String key(String format) {
    return switch (random.nextInt(4)) {
      case 0 -> format.formatted(random.nextInt(RECORDS));
      case 1 -> format.formatted(500 + random.nextInt(6));
      default -> "";
    };
  }

  private long count(Engine engine, String table) {
    return rows(engine, TableId.of(table)).count();
  }
}
