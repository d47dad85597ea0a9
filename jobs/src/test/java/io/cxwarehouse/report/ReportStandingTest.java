package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Curves, experiments, models and checks of the report: what stands on a date, and what no longer
 * counts.
 */
class ReportStandingTest extends ReportQueryCase {
  /**
   * Ten begin, two of them only just; one of eight leaves on day 20, one of the other seven on day
   * 100. In between the curve stays at 7/8, with seven customers.
   */
  @Test
  void aCurveHoldsWhereNobodyLeaves() {
    List<Row> rows =
        List.of(stay(0, 10, 0, 2, 1), stay(20, 8, 1, 0, 0.875), stay(100, 7, 1, 0, 0.75));
    assertThat(read(Map.of("gold.kpi_survival", rows), DAY).survival())
        .extracting(s -> s.day(), s -> s.atRisk(), s -> s.survival(), s -> s.low())
        .containsExactly(
            tuple(0, 10L, 1.0, 0.9),
            tuple(30, 8L, 0.875, 0.775),
            tuple(60, 7L, 0.875, 0.775),
            tuple(90, 7L, 0.875, 0.775),
            tuple(120, 7L, 0.75, 0.65));
  }

  /**
   * One of two leaves on day 20, the other on day 50: nothing is left, and there is no interval.
   */
  @Test
  void aCurveThatEndsHasNoIntervalThere() {
    List<Row> rows = List.of(stay(0, 2, 0, 0, 1), stay(20, 2, 1, 0, 0.5), stay(50, 1, 1, 0, 0));
    assertThat(read(Map.of("gold.kpi_survival", rows), DAY).survival())
        .extracting(s -> s.day(), s -> s.survival(), s -> s.low())
        .containsExactly(tuple(0, 1.0, 0.9), tuple(30, 0.5, 0.4), tuple(60, 0.0, null));
  }

  private Row stay(int day, long atRisk, long events, long censored, double survival) {
    return of(
        "gold.kpi_survival",
        "as_of_date",
        "2026-03-31",
        "basis",
        "orders",
        "segment_name",
        "all",
        "segment_value",
        "all",
        "day",
        day,
        "at_risk",
        atRisk,
        "events",
        events,
        "censored",
        censored,
        "survival",
        survival,
        "ci_low",
        survival == 0 ? null : survival - 0.1);
  }

  /**
   * The windows are of seven days: on 31 March the 24th is decided, and void; on the 30th the 20th
   * was. A variation that was no longer served stands on its own last date, a young one undecided.
   */
  @Test
  void experimentsStandOnTheirLastDecidedDate() {
    Map<String, List<Row>> tables =
        Map.of(
            "gold.kpi_experience_daily",
            List.of(
                tried("banner", "b", "2026-03-20", 0.5, false, null),
                tried("banner", "b", "2026-03-24", null, true, null),
                tried("banner", "b", "2026-03-25", null, true, "2026-04-01"),
                tried("banner", "c", "2026-03-19", 0.2, false, null),
                tried("young", "d", "2026-03-29", null, false, "2026-04-05"),
                tried("young", "d", "2026-03-30", null, false, "2026-04-06")));
    assertThat(read(tables, DAY).experiences())
        .extracting(
            e -> e.variationId(),
            e -> e.metricDate().toString(),
            e -> e.uplift(),
            e -> e.isSampleRatioMismatch())
        .containsExactly(
            tuple("b", "2026-03-24", null, true),
            tuple("c", "2026-03-19", 0.2, false),
            tuple("d", "2026-03-30", null, false));
    assertThat(read(tables, DAY.minusDays(1)).experiences())
        .extracting(e -> e.variationId(), e -> e.metricDate().toString(), e -> e.uplift())
        .contains(tuple("b", "2026-03-20", 0.5));
  }

  private Row tried(
      String experience,
      String variation,
      String date,
      Double uplift,
      boolean isVoid,
      String recheck) {
    return of(
        "gold.kpi_experience_daily",
        "metric_date",
        date,
        "experience_id",
        experience,
        "variation_id",
        variation,
        "is_control",
        false,
        "uplift",
        uplift,
        "is_sample_ratio_mismatch",
        isVoid,
        "_recheck_on",
        recheck);
  }

  /** A model that serves goes before one that does not, whatever they are called. */
  @Test
  void theModelThatServesIsTracked() {
    ReportData data =
        read(
            Map.of(
                "gold.kpi_clv_tracking",
                List.of(
                    fit("gold.kpi_clv_tracking", "bgnbd"),
                    fit("gold.kpi_clv_tracking", "pareto_nbd")),
                "gold.kpi_clv_model",
                List.of(
                    fit("gold.kpi_clv_model", "bgnbd", "is_published", false),
                    fit("gold.kpi_clv_model", "pareto_nbd", "is_published", true))),
            DAY);
    assertThat(data.tracking()).extracting(w -> w.model()).containsExactly("pareto_nbd", "bgnbd");
  }

  /** Two of three are at risk, both by low NPS: 50 + 30; the day before is not the date. */
  @Test
  void subscribersAreCountedByTheirMainReason() {
    ReportData data =
        read(
            Map.of(
                "gold.kpi_customer_health",
                List.of(
                    subscriber("2026-03-31", "a", 0.5, true, "low_nps", 50),
                    subscriber("2026-03-31", "b", 0.0, false, null, 20),
                    subscriber("2026-03-31", "c", 0.25, true, "low_nps", 30),
                    subscriber("2026-03-30", "d", 0.9, true, "few_tickets", 70))),
            DAY);
    assertThat(data.health())
        .containsExactly(
            new ForecastRows.Health("all", 3L, 2L, 0.25, 80.0),
            new ForecastRows.Health("low_nps", 2L, 2L, 0.375, 80.0),
            new ForecastRows.Health(null, 1L, 0L, 0.0, null));
  }

  private Row subscriber(
      String date, String customer, double probability, boolean isAtRisk, String reason, int mrr) {
    return of(
        "gold.kpi_customer_health",
        "as_of_date",
        date,
        "customer_id",
        customer,
        "churn_probability",
        probability,
        "is_at_risk",
        isAtRisk,
        "reason_1",
        reason,
        "mrr",
        BigDecimal.valueOf(mrr));
  }

  private Row fit(String table, String model, Object... more) {
    List<Object> values =
        new ArrayList<>(
            List.of(
                "fit_date",
                "2026-03-31",
                "segment_name",
                "all",
                "segment_value",
                "all",
                "model",
                model));
    values.addAll(Arrays.asList(more));
    return of(table, values.toArray());
  }

  /**
   * Run 3 was taken back. The check "old" of a has not run since a changed in run 2; b has not
   * changed since run 1, so what was found then still holds.
   */
  @Test
  void whatNoLongerCountsIsNotListed() {
    ReportData data =
        read(
            Map.of(
                "ops.run",
                List.of(ran(1, null), ran(2, null), ran(3, "r4")),
                "ops.step_run",
                List.of(
                    step(1, "a", "changed"),
                    step(1, "b", "changed"),
                    step(2, "a", "changed"),
                    step(2, "b", "unchanged"),
                    step(3, "b", "changed")),
                "ops.check_result",
                List.of(
                    found(1, "a", "old", 5),
                    found(1, "a", "kept", 3),
                    found(2, "a", "kept", 1),
                    found(1, "b", "still", 2),
                    found(2, "b", "reconciled", 0)),
                "ops.restatement",
                List.of(restated(1), restated(1), restated(3)),
                "ops.ingested_file",
                List.of(
                    delivered("crm", "2026-03-10", "ok"),
                    delivered("crm", "2026-03-20", "refused"),
                    delivered("crm", "2026-03-21", "replaced"),
                    delivered("billing", "2026-03-20", "refused"))),
            DAY);
    assertThat(data.checks())
        .extracting(c -> c.checkName(), c -> c.offences())
        .containsExactly(tuple("still", 2L), tuple("kept", 1L), tuple("reconciled", 0L));
    assertThat(data.restatements())
        .extracting(r -> r.runId(), r -> r.changes())
        .containsExactly(tuple("r1", 2L));
    assertThat(data.deliveries())
        .extracting(d -> d.source(), d -> d.newest())
        .containsExactly(tuple("billing", null), tuple("crm", Date.valueOf("2026-03-10")));
  }

  private Row ran(long number, String undoneBy) {
    return of("ops.run", "run_id", "r" + number, "run_number", number, "undone_by", undoneBy);
  }

  private Row step(long run, String table, String status) {
    return of("ops.step_run", "run_id", "r" + run, "table", table, "status", status);
  }

  private Row found(long run, String table, String check, long offences) {
    return of(
        "ops.check_result",
        "run_id",
        "r" + run,
        "table",
        table,
        "check_name",
        check,
        "severity",
        "warn",
        "offences",
        offences);
  }

  private Row restated(long run) {
    return of("ops.restatement", "run_id", "r" + run, "table", "a", "cause", "changed inputs");
  }

  private Row delivered(String source, String date, String status) {
    return of(
        "ops.ingested_file",
        "source",
        source,
        "path",
        date + "/" + source,
        "delivery_date",
        date,
        "status",
        status,
        "run_number",
        1L);
  }
}
