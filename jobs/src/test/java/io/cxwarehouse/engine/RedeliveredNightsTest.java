package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/**
 * Lists without a change stamp that go back to an earlier state by the very bytes: the state
 * delivered last holds, in whatever order and number of runs it came.
 */
class RedeliveredNightsTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 5, 4);
  private static final LocalDate LAST = FIRST.plusDays(3);
  private static final List<String> POUNDS =
      List.of("date,currency,rate", "2026-05-01,GBP,0.70", "2026-05-02,GBP,0.71");
  private static final List<String> FRANCS =
      List.of("date,currency,rate", "2026-05-01,CHF,1.05", "2026-05-02,CHF,1.06");
  private static final List<String> TABLES = List.of("silver.fx_rate", "+silver.employee");

  @Test
  void theStateDeliveredLastHolds() throws IOException {
    Engine nightly = engine("nightly");
    deliverState(0, "0.80", "Sales");
    deliverState(1, "0.85", "Service");
    String pounds = "billing/fx_rates/" + FIRST + "/pounds.csv";
    String poundsAgain = "billing/fx_rates/" + FIRST.plusDays(1) + "/pounds.csv";
    deliver(pounds, POUNDS);
    deliver(poundsAgain, POUNDS);
    String francs = pounds.replace("pounds", "francs");
    String francsAgain = poundsAgain.replace("pounds", "francs");
    deliver(francs, FRANCS);
    deliver(francsAgain, FRANCS);
    run(nightly, FIRST.plusDays(1), TABLES);
    deliverState(2, "0.80", "Sales");
    run(nightly, FIRST.plusDays(2), TABLES);
    assertState(nightly);

    // The same again moves nothing.
    deliverState(3, "0.80", "Sales");
    RunReport repeated = run(nightly, LAST, TABLES);
    assertThat(repeated.files()).isZero();
    assertThat(repeated.steps()).allMatch(s -> s.inserted() + s.updated() + s.deleted() == 0);

    // What came between comes late.
    java.io.File early = folder.resolve("early").toFile();
    FileUtils.copyDirectory(folder.resolve("landing").toFile(), early);
    for (String list : List.of("billing/fx_rates/", "hr/employees/")) {
      FileUtils.deleteDirectory(early.toPath().resolve(list + FIRST.plusDays(1)).toFile());
    }
    run(engine("late", "landing.root=\"" + early + "\""), LAST, TABLES);
    Engine late = engine("late");
    run(late, LAST, TABLES);
    assertState(late);
    assertSameTables(nightly, late, TABLES, LAST);

    // The deliveries that went back are taken back themselves.
    deliverRate(2, "0.85");
    deliverRate(3, "0.85");
    // A file says something else now; the copy of what it said, delivered later, is gone and holds.
    deliver(pounds, List.of("date,currency,rate", "2026-04-01,GBP,0.90", "2026-05-01,GBP,0.75"));
    Files.delete(folder.resolve("landing").resolve(poundsAgain));
    deliver(francs, List.of("date,currency,rate", "2026-04-01,CHF,1.10"));
    Files.delete(folder.resolve("landing").resolve(francsAgain));
    run(nightly, LAST, TABLES);
    assertThat(rate(nightly)).isEqualTo("[[0.85]]");
    assertThat(rates(nightly, "GBP"))
        .isEqualTo("[[2026-04-01,0.9], [2026-05-01,0.7], [2026-05-02,0.71]]");

    // It is back, and its rows are its own; or its name holds something else, and they go.
    deliver(poundsAgain, POUNDS);
    deliver(francsAgain, List.of("date,currency,rate", "2026-05-03,CHF,1.04"));
    run(nightly, LAST, TABLES);
    assertThat(rates(nightly, "CHF")).isEqualTo("[[2026-04-01,1.1], [2026-05-03,1.04]]");
    assertThat(rates(nightly, "GBP"))
        .isEqualTo("[[2026-04-01,0.9], [2026-05-01,0.7], [2026-05-02,0.71]]");
    deliver(poundsAgain, List.of("date,currency,rate", "2026-05-03,GBP,0.72"));
    run(nightly, LAST, TABLES);
    assertThat(rates(nightly, "GBP"))
        .isEqualTo("[[2026-04-01,0.9], [2026-05-01,0.75], [2026-05-03,0.72]]");
    Engine rebuilt = engine("rebuilt");
    run(rebuilt, LAST, TABLES);
    assertSameTables(nightly, rebuilt, TABLES, LAST);
  }

  private static void assertState(Engine engine) {
    assertThat(rate(engine)).isEqualTo("[[0.8]]");
    assertThat(
            query(engine, "SELECT valid_from, department FROM silver.employee ORDER BY valid_from"))
        .endsWith("[2026-05-05,Service], [2026-05-06,Sales]]");
  }

  private static String rates(Engine engine, String currency) {
    return query(
        engine,
        "SELECT rate_date, CAST(rate AS DOUBLE) FROM silver.fx_rate WHERE currency = '"
            + currency
            + "' ORDER BY rate_date");
  }

  private static String rate(Engine engine) {
    return query(engine, "SELECT CAST(rate AS DOUBLE) FROM silver.fx_rate WHERE currency = 'USD'");
  }

  private static String query(Engine engine, String text) {
    return engine.query(text).collectAsList().toString();
  }

  private void deliverState(int night, String rate, String department) throws IOException {
    deliverRate(night, rate);
    deliver(
        "hr/employees/" + FIRST.plusDays(night) + "/staff.csv",
        List.of(
            "employee_id,email,department,location,hired_on,left_on,updated_at",
            "E-1,e@example.com," + department + ",Graz,2020-01-01,,"));
  }

  private void deliverRate(int night, String rate) throws IOException {
    deliver(
        "billing/fx_rates/" + FIRST.plusDays(night) + "/rates.csv",
        List.of("date,currency,rate", "2026-05-01,USD," + rate));
  }
}
