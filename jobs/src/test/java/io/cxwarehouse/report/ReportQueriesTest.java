package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.report.ScoreRows.Month;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What the report's queries give, of tables as they are defined. */
class ReportQueriesTest extends ReportQueryCase {
  /** All queries, on a publication of a warehouse in which nearly nothing is. */
  @Test
  void aPublicationWithoutFactsIsAReportThatSaysWhatToDeliver() throws Exception {
    Files.createDirectories(folder.resolve("landing"));
    Engine engine = engine("w");
    run(engine, DAY, List.of("gold.dim_kpi", "gold.dim_target"));
    Report report = new Report(engine, engine.warehouse().settings(), Optional.empty());
    Path file = report.write(Optional.of(folder.resolve("out/report.html")), "");
    assertThat(Files.readString(file))
        .contains("publication 2026-03-31_1, as of 2026-03-31", "Deliver tickets of a help desk");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).as("nothing unfinished").containsExactly(file);
    }
    assertThat(rights(file)).as("not for everybody").isEqualTo("rw-r-----");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    report.write(Optional.of(file), "");
    assertThat(rights(file)).as("as somebody decided").isEqualTo("rw-r--r--");
    Report older = new Report(engine, engine.warehouse().settings(), Optional.of(DAY.minusDays(1)));
    assertThatThrownBy(() -> older.write(Optional.of(file), ""))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("There is no scorecard of 2026-03-30; nothing was written.");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void withoutAPublicationThereIsNothingToReport() {
    Engine engine = engine("none");
    assertThatThrownBy(() -> new Report(engine, engine.warehouse().settings(), Optional.empty()))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("no run has published yet");
  }

  /**
   * NPS of March: 6 promoters and 2 detractors of 10 on two days, so 40, and by Rocks' adjusted
   * Wald (6.75 - 2.75) / 13 = 0.30769, variance 9.5 / 13 - 0.30769² = 0.63609, from 30.769 - 196 ·
   * √(0.63609 / 13) = -12.59 to 74.12. Of FCR the last seven days are not decided: 1 of 2, not 1 of
   * 4. Replies after 1, 2 and 10 minutes, in bins of 1 %: a median of 2.
   */
  @Test
  void monthsAreSummedFromDailyParts() {
    Map<String, List<Row>> tables = new HashMap<>();
    tables.put(
        "gold.dim_kpi",
        List.of(
            row(
                "gold.dim_kpi",
                Map.of(
                    "kpi",
                    "nps",
                    "statistic",
                    "nps",
                    "value_factor",
                    100.0,
                    "maturity_lag_days",
                    0)),
            row(
                "gold.dim_kpi",
                Map.of(
                    "kpi",
                    "fcr_rate",
                    "statistic",
                    "share",
                    "value_factor",
                    1.0,
                    "maturity_lag_days",
                    7))));
    tables.put(
        "gold.kpi_parts_daily",
        List.of(
            part("nps", "2026-03-30", 1, 4, 2L, 1L),
            part("nps", "2026-03-31", 3, 6, 4L, 1L),
            part("nps", "2026-04-01", -9, 9, 0L, 9L),
            part("fcr_rate", "2026-03-24", 1, 2, 1L, null),
            part("fcr_rate", "2026-03-25", 0, 2, 0L, null)));
    tables.put(
        "gold.kpi_duration_histogram",
        List.of(bin(1, 60_000), bin(70, 120_000), bin(231, 600_000)));
    List<Month> months = read(tables, DAY).courses();
    Month nps = month(months, "nps");
    assertThat(nps.value()).isCloseTo(40, within(1e-9));
    assertThat(nps.n()).isEqualTo(10);
    assertThat(nps.low()).isCloseTo(-12.59, within(0.01));
    assertThat(nps.high()).isCloseTo(74.12, within(0.01));
    assertThat(month(months, "fcr_rate").value()).isCloseTo(0.5, within(1e-9));
    assertThat(month(months, "first_reply_minutes_median").value()).isCloseTo(2, within(0.02));
    assertThat(month(months, "first_reply_minutes_p90").value()).isCloseTo(10, within(0.1));
  }

  private static Month month(List<Month> months, String kpi) {
    return months.stream().filter(m -> m.kpi().equals(kpi)).findFirst().orElseThrow();
  }

  private Row part(String kpi, String date, int numerator, int n, Long positives, Long negatives) {
    Map<String, Object> values = new HashMap<>();
    values.put("metric_date", Date.valueOf(date));
    values.put("metric_month", Date.valueOf(LocalDate.parse(date).withDayOfMonth(1)));
    values.put("kpi", kpi);
    values.put("segment_name", "all");
    values.put("segment_value", "all");
    values.put("numerator", BigDecimal.valueOf(numerator));
    values.put("denominator", BigDecimal.valueOf(n));
    values.put("n", (long) n);
    values.put("positives", positives);
    values.put("negatives", negatives);
    return row("gold.kpi_parts_daily", values);
  }

  private Row bin(int bin, double milliseconds) {
    return row(
        "gold.kpi_duration_histogram",
        Map.of(
            "metric_date",
            Date.valueOf("2026-03-02"),
            "metric_month",
            Date.valueOf("2026-03-01"),
            "measure",
            "first_reply",
            "segment_name",
            "all",
            "segment_value",
            "all",
            "bin",
            bin,
            "n",
            1L,
            "bin_low_ms",
            milliseconds * 0.995,
            "bin_high_ms",
            milliseconds * 1.005));
  }

  /**
   * The warehouse has run to the end of April, the report is of 15 March: March, though complete by
   * now, was not over then. Of MRR there is what the scorecard knew; eNPS of February had closed on
   * the 10th; twelve whole months begin in March of the year before.
   */
  @Test
  void anEarlierDateShowsNoLaterDays() {
    ReportData data =
        read(
            Map.of(
                "gold.dim_kpi",
                List.of(
                    of("gold.dim_kpi", "kpi", "enps", "statistic", "nps", "maturity_lag_days", 10)),
                "gold.kpi_churn_monthly",
                List.of(churned("2026-02-01", 0.1, 100), churned("2026-03-01", 0.4, 130)),
                "gold.kpi_acquisition_monthly",
                List.of(won("2026-01-01", null), won("2026-02-01", 45.0), won("2026-03-01", 90.0)),
                "gold.kpi_scorecard",
                List.of(mrr("2026-03-14", 114), mrr("2026-03-15", 115), mrr("2026-03-31", 130)),
                "gold.kpi_enps_monthly",
                List.of(enps("2026-02-01", 20), enps("2026-03-01", -30)),
                "gold.kpi_cohort_retention",
                List.of(cohort(0), cohort(1)),
                "gold.kpi_churn_reason_monthly",
                List.of(
                    reason("2025-02-01", 16),
                    reason("2025-03-01", 8),
                    reason("2026-02-01", 4),
                    reason("2026-03-01", 2))),
            LocalDate.of(2026, 3, 15));
    assertThat(data.courses())
        .extracting(Month::kpi, m -> m.month().toString(), Month::value)
        .containsExactlyInAnyOrder(
            tuple("churn_rate", "2026-02-01", 0.1),
            tuple("retention_rate", "2026-02-01", 0.9),
            tuple("gross_revenue_retention", "2026-02-01", null),
            tuple("net_revenue_retention", "2026-02-01", null),
            tuple("nrr_12m", "2026-02-01", null),
            tuple("mrr", "2026-02-01", 100.0),
            tuple("mrr", "2026-03-01", 115.0),
            tuple("customer_acquisition_cost", "2026-02-01", 45.0),
            tuple("enps", "2026-02-01", 20.0));
    assertThat(data.employees()).extracting(e -> e.enps()).containsExactly(20.0);
    assertThat(data.cohorts()).extracting(c -> c.period()).containsExactly(0);
    assertThat(data.reasons()).extracting(r -> r.customers()).containsExactly(12L);
  }

  private Row churned(String month, double rate, int mrr) {
    return of(
        "gold.kpi_churn_monthly",
        "month",
        month,
        "basis",
        "subscriptions",
        "segment_name",
        "all",
        "segment_value",
        "all",
        "customers_start",
        10L,
        "customers_churned",
        Math.round(10 * rate),
        "churn_rate",
        rate,
        "retention_rate",
        1 - rate,
        "mrr_end",
        BigDecimal.valueOf(mrr),
        "is_complete",
        true);
  }

  private Row won(String month, Double cac) {
    return of(
        "gold.kpi_acquisition_monthly",
        "month",
        month,
        "segment_name",
        "all",
        "segment_value",
        "all",
        "new_customers",
        4L,
        "cac",
        cac);
  }

  private Row mrr(String date, double value) {
    return of(
        "gold.kpi_scorecard",
        "as_of_date",
        date,
        "as_of_month",
        "2026-03-01",
        "kpi",
        "mrr",
        "window_name",
        "month",
        "segment_name",
        "all",
        "segment_value",
        "all",
        "value",
        value);
  }

  private Row enps(String month, double value) {
    return of(
        "gold.kpi_enps_monthly",
        "month",
        month,
        "segment_name",
        "all",
        "segment_value",
        "all",
        "answers",
        10L,
        "enps",
        value,
        "suppressed",
        false);
  }

  private Row cohort(int period) {
    return of(
        "gold.kpi_cohort_retention",
        "grain",
        "month",
        "cohort_start",
        "2026-02-01",
        "period",
        period,
        "is_complete",
        true);
  }

  private Row reason(String month, long customers) {
    return of(
        "gold.kpi_churn_reason_monthly",
        "month",
        month,
        "kind",
        "voluntary",
        "reason",
        "price",
        "customers",
        customers);
  }
}
