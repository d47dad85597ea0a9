package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cxwarehouse.Cdnow;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The lifetime value tables from the CDNOW sample's orders, against independent answers. */
class CdnowTablesTest extends SparkCase {
  private static final Map<String, Object> CALIBRATION =
      Map.of(
          "as_of",
          "1997-09-30",
          "clv_publish",
          "bgnbd",
          "clv_holdout_weeks",
          0,
          "clv_annual_discount",
          Math.pow(1.01, 12) - 1);

  private final Definitions definitions = Definitions.load(List.of());
  private final Map<String, Dataset<Row>> relations = new HashMap<>();

  @Test
  void fitsAndScores() {
    List<Cdnow.Customer> expected = Cdnow.predictions();
    relations.put("gold.fct_order", orders("1997-09-30"));
    relations.put("config.clv_exclude", nobody());
    relations.put("silver.customer_alias", empty("silver.customer_alias"));
    relations.put("gold.fct_mrr_movement", empty("gold.fct_mrr_movement"));
    relations.put("gold.fct_subscription", empty("gold.fct_subscription"));
    relations.put("gold.fct_customer_tenure", empty("gold.fct_customer_tenure"));
    compute("gold.fct_purchase_part", CALIBRATION);
    Row purchases = compute("gold.kpi_clv_model", CALIBRATION).where("model = 'bgnbd'").first();
    assertThat(purchases.<String>getAs("fit_status")).isEqualTo("ok");
    assertThat(purchases.<Long>getAs("customers")).isEqualTo(2357);
    assertThat(purchases.<Double>getAs("log_likelihood")).isCloseTo(-9582.42921, within(1e-4));
    Row spend = relations.get("gold.kpi_clv_model").where("model = 'gamma_gamma'").first();
    assertThat(spend.<Double>getAs("log_likelihood")).isCloseTo(-4055.91769, within(1e-4));
    // Fader and Hardie report a correlation of .11 (947 customers; 946 of positive value).
    assertThat(spend.<Double>getAs("frequency_value_correlation")).isCloseTo(0.11, within(0.01));
    assertThat(spend.<Long>getAs("repeaters")).isEqualTo(946);

    Map<String, Row> scores = new HashMap<>();
    for (Row row : compute("gold.kpi_customer_clv", CALIBRATION).collectAsList()) {
      scores.put(row.getAs("customer_id"), row);
    }
    assertThat(scores).hasSize(2357);
    double sum = 0;
    for (Cdnow.Customer customer : expected) {
      Row score = scores.get(customer.id());
      assertThat(score.<Long>getAs("frequency")).isEqualTo(customer.x());
      assertThat(score.<Integer>getAs("recency_days")).isEqualTo(customer.recencyDays());
      assertThat(score.<Integer>getAs("age_days")).isEqualTo(customer.ageDays());
      assertThat(score.<Double>getAs("monetary_value"))
          .isCloseTo(customer.meanValue(), within(1e-6));
      assertThat(score.<Double>getAs("p_alive"))
          .isCloseTo(customer.pAlive().get("bgnbd"), within(1e-6));
      assertThat(score.<Double>getAs("expected_order_value"))
          .isCloseTo(customer.profit(), withinPercentage(1e-4));
      assertThat(score.<Double>getAs("clv_12m")).isCloseTo(customer.clv(), withinPercentage(1e-4));
      sum += score.<Double>getAs("clv_12m");
    }
    assertThat(sum).isCloseTo(71507.95, within(0.01));
    Dataset<Row> tiers = relations.get("gold.kpi_customer_clv").groupBy("clv_tier").count();
    assertThat(tiers.collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getLong(1))
        .containsExactlyInAnyOrder("high 472", "medium 707", "low 1178");
  }

  /** Fitted on 39 weeks, tested on the 39 after them; the published model is the best of three. */
  @Test
  void forecastsOfTheWeeksHeldOut() {
    assertThat(Cdnow.predictions()).isNotEmpty();
    Map<String, Object> parameters = Map.of("as_of", "1998-06-30", "clv_holdout_weeks", 39);
    relations.put("gold.fct_order", orders("1998-06-30"));
    relations.put("config.clv_exclude", nobody());
    relations.put("silver.customer_alias", empty("silver.customer_alias"));
    relations.put("gold.fct_mrr_movement", empty("gold.fct_mrr_movement"));
    relations.put("gold.fct_subscription", empty("gold.fct_subscription"));
    relations.put("gold.fct_customer_tenure", empty("gold.fct_customer_tenure"));
    compute("gold.fct_purchase_part", parameters);
    Map<String, Row> fits = new HashMap<>();
    for (Row row : compute("gold.kpi_clv_model", parameters).collectAsList()) {
      fits.put(row.getAs("model"), row);
    }
    errorsAre(fits.get("bgnbd"), 0.7855, 2.586, 0.6256, -0.121);
    errorsAre(fits.get("mbgnbd"), 0.7648, 2.583, 0.6273, -0.162);
    errorsAre(fits.get("pareto_nbd"), 0.7545, 2.569, 0.6302, -0.115);
    assertThat(fits.get("pareto_nbd").<Boolean>getAs("is_published")).isTrue();
    assertThat(fits.get("bgnbd").<Boolean>getAs("is_published")).isFalse();
    assertThat(fits.get("bgnbd").<Double>getAs("holdout_mse_zeros"))
        .isGreaterThan(fits.get("bgnbd").<Double>getAs("holdout_mse"));

    Map<String, Row> weeks = new HashMap<>();
    for (Row row : compute("gold.kpi_clv_tracking", parameters).collectAsList()) {
      weeks.put(row.getAs("model") + " " + row.getAs("week"), row);
    }
    List<Map<String, String>> expected = Cdnow.weeklyTracking();
    assertThat(weeks).hasSize(3 * expected.size());
    for (Map<String, String> week : expected) {
      weekIs(weeks, "bgnbd", week, cell(week, "exp_cum_bgnbd"), 1e-6);
      weekIs(weeks, "mbgnbd", week, cell(week, "exp_cum_mbgnbd"), 1e-6);
      // The reference's own fit of Pareto/NBD ends somewhere else on its flat ridge.
      weekIs(weeks, "pareto_nbd", week, cell(week, "exp_cum_paretonbd"), 1e-4);
    }
  }

  private static void weekIs(
      Map<String, Row> weeks,
      String model,
      Map<String, String> expected,
      double cumulative,
      double tolerance) {
    String name = model + " " + expected.get("week");
    Row week = weeks.get(name);
    assertThat(week.<Long>getAs("actual")).as(name).isEqualTo((long) cell(expected, "actual_inc"));
    assertThat(week.<Long>getAs("actual_cumulative"))
        .as(name)
        .isEqualTo((long) cell(expected, "actual_cum"));
    assertThat(week.<Double>getAs("expected_cumulative"))
        .as(name)
        .isCloseTo(cumulative, withinPercentage(100 * tolerance));
    assertThat(week.<Boolean>getAs("is_holdout"))
        .as(name)
        .isEqualTo(Integer.parseInt(expected.get("week")) > 39);
  }

  private static void errorsAre(Row fit, double mae, double mse, double correlation, double bias) {
    assertThat(fit.<Double>getAs("holdout_mae")).isCloseTo(mae, within(5e-5));
    assertThat(fit.<Double>getAs("holdout_mse")).isCloseTo(mse, within(5e-4));
    assertThat(fit.<Double>getAs("holdout_correlation")).isCloseTo(correlation, within(5e-5));
    assertThat(fit.<Double>getAs("holdout_bias")).isCloseTo(bias, within(5e-4));
  }

  private static double cell(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private Dataset<Row> empty(String relation) {
    return spark().createDataFrame(List.of(), TestRelations.schema(definitions, relation));
  }

  private Dataset<Row> nobody() {
    return spark().createDataFrame(List.of(), StructType.fromDDL("customer_id STRING"));
  }

  private Dataset<Row> orders(String until) {
    List<Row> rows = new ArrayList<>();
    StructType schema = TestRelations.schema(definitions, "gold.fct_order");
    for (Cdnow.Purchase purchase : Cdnow.purchases()) {
      if (purchase.date().compareTo(until) <= 0) {
        rows.add(
            RowFactory.create(
                "cdnow:" + rows.size(),
                purchase.customer(),
                Date.valueOf(purchase.date()),
                BigDecimal.valueOf(purchase.amount()),
                BigDecimal.valueOf(purchase.amount()),
                "USD",
                false));
      }
    }
    return TestRelations.complete(
        spark()
            .createDataFrame(
                rows,
                StructType.fromDDL(
                    "order_id STRING, customer_id STRING, order_date DATE, amount"
                        + " DECIMAL(18,4), amount_reporting DECIMAL(18,4), currency STRING,"
                        + " is_refund BOOLEAN"))
            .selectExpr("*", "order_id AS order_number"),
        schema);
  }

  private Dataset<Row> compute(String table, Map<String, Object> given) {
    Parameters parameters = new Parameters(TestRelations.parameters(given));
    Dataset<Row> result =
        Steps.of(definitions.table(TableId.of(table)))
            .compute(new TestInputs(spark(), relations, parameters));
    Dataset<Row> kept = spark().createDataFrame(result.collectAsList(), result.schema());
    relations.put(table, kept);
    return kept;
  }
}
