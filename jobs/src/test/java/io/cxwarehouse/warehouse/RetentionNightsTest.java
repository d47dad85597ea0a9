package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Survival and churn reasons, night by night: corrected and reopened deals, a corrected reason, a
 * customer found out to be another one, subscriptions and deals of the future whose day comes, a
 * customer who falls silent, an order moved to another date, ten months without a night. The nights
 * give what one run gives, also of what vendors' screens would show of the subscriptions.
 */
class RetentionNightsTest extends NightCase {
  private static final LocalDate END = LocalDate.of(2027, 1, 31);
  private static final List<String> TABLES =
      List.of(
          "+gold.kpi_survival_median",
          "+gold.kpi_churn_reason_monthly",
          "+gold.kpi_reconciliation");

  private static final String[] SETTINGS = {
    "warehouse.timezone=UTC",
    "identity.references.generic_survey.respondent_id=salesforce",
    "churn.reason-questions=[{ source = generic_survey, survey = exit, question = why }]"
  };

  @Test
  void nightsGiveWhatOneRunGives() throws IOException {
    Engine nightly = engine("nightly", SETTINGS);
    night(nightly, "2026-02-27", this::history);
    assertThat(reasons(nightly))
        .containsExactly(
            "2026-02-01 lost_deal Price 2",
            "2026-02-01 survey cost 2",
            "2026-02-01 voluntary price 1");
    corrections();
    night(nightly, "2026-03-01", this::mergeOfContacts);
    assertThat(reasons(nightly))
        .containsExactly(
            "2026-02-01 lost_deal Timing 1",
            "2026-02-01 survey bugs 1",
            "2026-02-01 survey cost 1",
            "2026-02-01 voluntary support 1",
            "2026-03-01 involuntary payment_failed 1",
            "2026-03-01 lost_deal Timing 1",
            "2026-03-01 survey cost 1");
    assertThat(left(nightly, "2026-03-01")).containsExactly("orders 3 2", "subscriptions 4 2");
    night(nightly, "2026-03-31", this::movedOrder);
    // C-5's order was of 20 December: no silence before the next one.
    assertThat(left(nightly, "2026-03-31")).containsExactly("orders 3 1", "subscriptions 4 2");

    // C-2 and C-4 left long before, and nothing is delivered: their MRR of a year ago appears.
    run(nightly, END, TABLES);
    assertThat(yearBefore(nightly)).containsExactly("C-1 10 10", "C-2 20 0", "C-4 40 0");

    Engine once = engine("once", SETTINGS);
    run(once, END, TABLES);
    assertSameTables(nightly, once, TABLES, END);
  }

  private void history() throws IOException {
    write(
        "billing/customers/2026-02-27",
        "customer_id,email,country",
        "C-1,one@shop.example,DE",
        "C-2,two@shop.example,DE",
        "C-3,three@shop.example,FR",
        "C-4,four@shop.example,FR",
        "C-5,five@shop.example,DE",
        "C-6,six@shop.example,AT");
    write(
        "billing/subscriptions/2026-02-27",
        "subscription_id,customer_id,start_date,end_date,amount,interval,end_reason,reason",
        "S-1,C-1,2025-12-10,,10,month,,",
        "S-2,C-2,2025-12-01,2026-02-20,20,month,voluntary,price",
        "S-3,C-3,2026-03-01,,30,month,,",
        "S-4,C-4,2026-01-05,2026-03-01,40,month,involuntary,payment_failed");
    // In dollars, whose rate of the end of March comes with that night.
    deliver(
        "billing/subscriptions/2026-02-27/usd.csv",
        List.of(
            "subscription_id,customer_id,start_date,end_date,amount,interval,currency",
            "S-5,C-3,2026-03-05,,100,month,USD"));
    write("billing/fx_rates/2026-02-27", "date,currency,rate", "2026-03-01,USD,0.9");
    write(
        "billing/orders/2026-02-27",
        "order_id,customer_id,ordered_at,amount",
        "O-1,C-1,2025-11-01,10",
        "O-2,C-5,2025-12-01,10",
        "O-3,C-6,2026-02-01,10");
    write(
        "salesforce/contact/2026-02-27",
        "Id,Email,SystemModstamp",
        "K-1,two@shop.example,2026-02-27T01:00:00Z",
        "K-2,unknown@shop.example,2026-02-27T01:00:00Z");
    write(
        "salesforce/opportunity/2026-02-27",
        "Id,ContactId,IsWon,IsClosed,CloseDate,LossReason__c,SystemModstamp",
        "P-1,K-1,false,true,2026-02-10,Price,2026-02-27T01:00:00Z",
        "P-2,K-1,false,true,2026-03-01,Timing,2026-02-27T01:00:00Z",
        "P-3,K-2,false,true,2026-02-12,Price,2026-02-27T01:00:00Z");
    // turn out to be one customer; R-4 was answered on a day to come.
    write(
        "generic_survey/responses/2026-02-27",
        "response_id,survey_id,question_id,respondent_id,email,score,submitted_at",
        "R-1,exit,again,,two@shop.example,cost,2026-02-20",
        "R-2,exit,why,,one@shop.example,cost,2026-02-20",
        "R-3,exit,why,K-2,,cost,2026-02-21",
        "R-4,exit,why,,four@shop.example,cost,2026-03-01");
  }

  private void corrections() throws IOException {
    write(
        "billing/subscriptions/2026-02-28",
        "subscription_id,customer_id,start_date,end_date,amount,interval,end_reason,reason",
        "S-2,C-2,2025-12-01,2026-02-20,20,month,voluntary,support");
    write(
        "salesforce/opportunity/2026-02-28",
        "Id,ContactId,IsWon,IsClosed,CloseDate,LossReason__c,SystemModstamp",
        "P-1,K-1,false,false,2026-04-10,,2026-02-28T01:00:00Z",
        "P-3,K-2,false,true,2026-02-12,Timing,2026-02-28T01:00:00Z",
        "P-4,K-3,false,true,2026-02-14,Timing,2026-02-28T01:00:00Z");
    write(
        "salesforce/contact/2026-02-28",
        "Id,Email,SystemModstamp",
        "K-3,other@shop.example,2026-02-28T01:00:00Z");
    write(
        "generic_survey/responses/2026-02-28",
        "response_id,survey_id,question_id,respondent_id,email,score,submitted_at",
        "R-5,exit,why,,,bugs,2026-02-28");
  }

  private void mergeOfContacts() throws IOException {
    write(
        "salesforce/contact/2026-03-01",
        "Id,Email,SystemModstamp",
        "K-2,one@shop.example,2026-03-01T01:00:00Z",
        "K-3,one@shop.example,2026-03-01T01:00:00Z");
  }

  private void movedOrder() throws IOException {
    write("billing/fx_rates/2026-03-31", "date,currency,rate", "2026-03-20,USD,0.8");
    write(
        "billing/orders/2026-03-31",
        "order_id,customer_id,ordered_at,amount",
        "O-2,C-5,2025-12-20,10",
        "O-4,C-5,2026-03-10,10");
  }

  private static List<String> reasons(Engine engine) {
    return engine
        .query(
            "SELECT concat_ws(' ', month, kind, reason, customers) FROM"
                + " gold.kpi_churn_reason_monthly ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Whose MRR of January a year before is compared with that of END, and both. */
  private static List<String> yearBefore(Engine engine) {
    return engine
        .query(
            "SELECT concat_ws(' ', substr(s.customer_source_key, 9), CAST(m.mrr_12m_before AS INT),"
                + " CAST(m.mrr_after AS INT)) FROM gold.fct_customer_month m JOIN"
                + " gold.fct_subscription s USING (customer_id) WHERE m.month = DATE'2027-01-01' AND"
                + " m.basis = 'subscriptions' AND m.mrr_12m_before > 0 ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Basis, customers and how many of them left. */
  private static List<String> left(Engine engine, String asOf) {
    return engine
        .query(
            "SELECT concat_ws(' ', basis, customers, events) FROM gold.kpi_survival_median WHERE"
                + " segment_name = 'all' AND as_of_date = '"
                + asOf
                + "' ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private interface Delivery {
    void write() throws IOException;
  }

  private void night(Engine engine, String day, Delivery delivery) throws IOException {
    delivery.write();
    run(engine, LocalDate.parse(day), TABLES);
  }

  private void write(String path, String... lines) throws IOException {
    deliver(path + "/delivered.csv", List.of(lines));
  }
}
