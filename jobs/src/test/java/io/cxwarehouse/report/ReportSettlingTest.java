package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.graph.QueryPlans;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** By how much numbers still move, from restatements that are planted. */
class ReportSettlingTest extends ReportQueryCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 22);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 3);

  /**
   * 8 of 10 on every day now; windows of two days; ten nights, 22 February to 3 March. What the
   * night of 3 March told of the 3rd had 2 fewer of 20: 0.7, so that it moved by 0.1. What that of
   * 24 February told of the 24th had 1 fewer: 0.75, by 0.05. The others told what is so now. Of 0
   * (eight times), 0.05 and 0.1 the median is 0, nine tenths lie at 0.05 + 0.1 · 0.05. A week later
   * nothing moved any more. A definition that changed, and a run that was taken back, are no
   * settling.
   */
  @Test
  void whatWasToldIsComparedWithWhatIsNow() {
    List<Row> found = settling(restatements());
    assertThat(found).hasSize(2);
    Row fresh = found.get(0);
    assertThat(fresh.<String>getAs("kpi")).isEqualTo("csat");
    assertThat(fresh.<Integer>getAs("age")).isZero();
    assertThat(fresh.<Long>getAs("nights")).isEqualTo(10);
    assertThat(fresh.<Double>getAs("usual")).isZero();
    assertThat(fresh.<Double>getAs("most")).isCloseTo(0.055, within(1e-9));
    Row older = found.get(1);
    assertThat(older.<Integer>getAs("later")).isEqualTo(7);
    assertThat(older.<Double>getAs("most")).isZero();
  }

  /** What a night told before a run that listed not all of its changes cannot be told again. */
  @Test
  void nightsBeforeAnIncompleteRecordAreLeftOut() {
    List<Row> restated = new ArrayList<>(restatements());
    restated.add(restated("run 2026-02-23", "{}", "*", null, null, "changed inputs; many"));
    assertThat(settling(restated)).isEmpty();
  }

  private static String key(String date) {
    return "{\"metric_date\":\"%s\",\"kpi\":\"csat\",\"segment_name\":\"all\",\"segment_value\":\"all\"}"
        .formatted(date);
  }

  private List<Row> restatements() {
    return List.of(
        restated("run 2026-03-04", key("2026-03-03"), "numerator", "6", "8", "changed inputs"),
        restated("run 2026-02-25", key("2026-02-24"), "numerator", "7", "8", "changed inputs"),
        restated("run 2026-03-05", key("2026-03-02"), "numerator", "1", "8", "changed definition"),
        restated("taken back", key("2026-03-02"), "numerator", "2", "8", "changed inputs"));
  }

  private Row restated(String run, String key, String column, String old, String now, String why) {
    return of(
        "ops.restatement",
        "run_id",
        run,
        "table",
        "gold.kpi_parts_daily",
        "row_key",
        key,
        "column_name",
        column,
        "old_value",
        old,
        "new_value",
        now,
        "cause",
        why);
  }

  private List<Row> settling(List<Row> restatements) {
    List<Row> runs = new ArrayList<>();
    for (LocalDate night = FIRST; !night.isAfter(LAST.plusDays(2)); night = night.plusDays(1)) {
      runs.add(of("ops.run", "run_id", "run " + night, "as_of", "" + night, "exit_code", 0));
    }
    runs.add(
        of(
            "ops.run",
            "run_id",
            "taken back",
            "as_of",
            "2026-03-06",
            "undone_by",
            "run 2026-03-05"));
    List<Row> parts = new ArrayList<>();
    for (LocalDate date = FIRST.minusDays(8); !date.isAfter(DAY); date = date.plusDays(1)) {
      parts.add(
          of(
              "gold.kpi_parts_daily",
              "metric_date",
              "" + date,
              "kpi",
              "csat",
              "segment_name",
              "all",
              "segment_value",
              "all",
              "numerator",
              BigDecimal.valueOf(8),
              "denominator",
              BigDecimal.TEN,
              "metric_month",
              "" + date.withDayOfMonth(1)));
    }
    Map<String, List<Row>> tables =
        Map.of(
            "ops.run",
            runs,
            "ops.restatement",
            restatements,
            "gold.kpi_parts_daily",
            parts,
            "gold.dim_kpi",
            List.of(
                of(
                    "gold.dim_kpi",
                    "kpi",
                    "csat",
                    "unit",
                    "share",
                    "statistic",
                    "share",
                    "additivity",
                    "additive",
                    "value_factor",
                    1.0)),
            "gold.kpi_scorecard",
            List.of(
                of(
                    "gold.kpi_scorecard",
                    "as_of_date",
                    "2026-03-31",
                    "as_of_month",
                    "2026-03-01",
                    "kpi",
                    "csat",
                    "window_name",
                    "28d",
                    "segment_name",
                    "all",
                    "segment_value",
                    "all",
                    "window_start",
                    "2026-03-30",
                    "window_end",
                    "2026-03-31",
                    "value",
                    0.8)));
    return QueryPlans.bind(
            spark(),
            Resource.text("report/settling.sql"),
            name -> name.indexOf('.') < 0 ? null : table(name, tables),
            Map.of("as_of", DAY, "window_name", "28d", "later", 7))
        .collectAsList();
  }
}
