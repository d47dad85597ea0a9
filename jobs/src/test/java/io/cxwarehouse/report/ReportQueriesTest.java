package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.report.ReportData.Month;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What the report's queries give, of tables as they are defined. */
class ReportQueriesTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final Definitions DEFINITIONS = Definitions.load(List.of());

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
    Report older = new Report(engine, engine.warehouse().settings(), Optional.of(DAY.minusDays(1)));
    assertThatThrownBy(() -> older.write(Optional.of(file), ""))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("There is no scorecard of 2026-03-30; nothing was written.");
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
        survival - 0.1);
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

  /** Names and values in turn; a date may be a text. */
  private Row of(String table, Object... values) {
    StructType schema = schema(table);
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      String column = (String) values[i];
      boolean isDate = schema.apply(column).dataType().equals(DataTypes.DateType);
      row.put(
          column,
          isDate && values[i + 1] != null ? Date.valueOf((String) values[i + 1]) : values[i + 1]);
    }
    return row(table, row);
  }

  private Row row(String table, Map<String, Object> values) {
    return RowFactory.create(Arrays.stream(schema(table).fieldNames()).map(values::get).toArray());
  }

  private static StructType schema(String table) {
    return DEFINITIONS.table(TableId.of(table)).spec().schema();
  }

  private ReportData read(Map<String, List<Row>> tables, LocalDate asOf) {
    ReportReader.Query query =
        (text, parameters) ->
            new ArrayList<>(
                QueryPlans.bind(spark(), text, name -> table(name, tables), parameters)
                    .collectAsList());
    return new ReportReader(query, 1).read(asOf, 7);
  }

  private Dataset<Row> table(String name, Map<String, List<Row>> tables) {
    return name.indexOf('.') < 0
        ? null
        : spark().createDataFrame(tables.getOrDefault(name, List.of()), schema(name));
  }
}
