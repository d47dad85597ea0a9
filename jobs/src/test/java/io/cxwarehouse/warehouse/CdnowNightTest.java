package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The CDNOW sample, delivered as a billing system's orders and nothing else, gives the published
 * lifetime value parameters and the published cohorts through the whole pipeline.
 */
class CdnowNightTest extends NightCase {
  private static final Path DATA = Path.of("../../shared/data");

  @Test
  void ordersInTheLandingFolderGiveThePublishedNumbers() throws IOException {
    Path purchases = DATA.resolve("cdnow_sample_6919.csv");
    assumeTrue(
        Files.exists(purchases), purchases + " is not there: the CDNOW sample is not shipped");
    List<String> lines = new ArrayList<>();
    lines.add("order_id,customer_id,ordered_at,quantity,amount,currency,type");
    for (String line : Files.readAllLines(purchases).subList(1, 6920)) {
      String[] cells = line.split(",");
      lines.add(String.join(",", "", cells[1], cells[2], cells[3], cells[4], "", "sale"));
    }
    deliver("billing/orders/1997-09-30/cdnow.csv", lines);

    Engine engine = engine("warehouse");
    RunReport report = engine.run(RunOptions.of(LocalDate.parse("1997-09-30")), RunListener.NONE);
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);

    Map<String, Double> likelihoods = new TreeMap<>();
    for (Row row :
        engine
            .query(
                "SELECT model, log_likelihood FROM gold.kpi_clv_model"
                    + " WHERE fit_date = DATE'1997-09-30' AND fit_status = 'ok'")
            .collectAsList()) {
      likelihoods.put(row.getString(0), row.getDouble(1));
    }
    assertThat(likelihoods.get("bgnbd")).isCloseTo(-9582.42921, within(1e-4));
    assertThat(likelihoods.get("gamma_gamma")).isCloseTo(-4055.91769, within(1e-4));
    Map<String, Double> published =
        Map.of(
            "bgnbd.r",
            .2425945,
            "bgnbd.alpha",
            4.413602,
            "bgnbd.a",
            .792922,
            "bgnbd.b",
            2.425907,
            "gamma_gamma.p",
            6.249572,
            "gamma_gamma.q",
            3.744225,
            "gamma_gamma.v",
            15.443521);
    Map<String, Double> fitted = new TreeMap<>();
    for (Row row :
        engine
            .query("SELECT model, parameter, value FROM gold.kpi_clv_parameter")
            .collectAsList()) {
      fitted.put(row.getString(0) + "." + row.getString(1), row.getDouble(2));
    }
    published.forEach(
        (name, value) ->
            assertThat(fitted.get(name)).as(name).isCloseTo(value, within(value * 1e-4)));

    // A later night sees the orders that were delivered early, and every cohort to its edge.
    run(engine, LocalDate.parse("1998-06-30"), List.of("+gold.kpi_cohort_retention"));
    assertCohorts(engine, "active_counts", "active_customers");
    assertCohorts(engine, "unbounded_counts", "unbounded_customers");
  }

  private void assertCohorts(Engine engine, String file, String column) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line :
        Files.readAllLines(DATA.resolve("cohort_cdnow_sample_" + file + ".csv")).stream()
            .skip(1)
            .toList()) {
      String[] cells = line.split(",");
      for (int period = 0; period < cells.length - 1; period++) {
        expected.add(
            cells[0] + "-01 " + period + " " + (long) Double.parseDouble(cells[period + 1]));
      }
    }
    List<String> actual =
        rows(engine, TableId.of("gold.kpi_cohort_retention"))
            .where("grain = 'month' AND basis = 'orders' AND segment_name = 'all'")
            .selectExpr("concat_ws(' ', cohort_start, period, " + column + ")")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(actual).as(file).containsExactlyInAnyOrderElementsOf(expected);
  }
}
