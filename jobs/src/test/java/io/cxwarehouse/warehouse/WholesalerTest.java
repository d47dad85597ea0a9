package io.cxwarehouse.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 500 customers who buy now and then, of two countries, and a wholesaler with 5,000 orders: listed
 * as bending the fits, left out only where configured, and scored all the same.
 */
class WholesalerTest extends SparkCase {
  private static final int CUSTOMERS = 500;
  private static final LocalDate END = LocalDate.of(2026, 3, 31);
  private static final int DAYS = 600;

  private final Definitions definitions = Definitions.load(List.of());
  private final RandomDataGenerator random = new RandomDataGenerator(5);
  private Dataset<Row> parts;
  private Dataset<Row> tenures;

  @BeforeAll
  void orders() {
    List<Row> orders = new ArrayList<>();
    List<Row> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      String customer = "c-%03d".formatted(i);
      customers.add(RowFactory.create(customer, "orders", i % 2 == 0 ? "DE" : "FR"));
      double daysBetween = 7 / random.nextGamma(1.2, 0.12);
      double value = 20 / random.nextGamma(4, 0.3);
      double stops = random.nextGamma(1.2, 1);
      double stopping = stops / (stops + random.nextGamma(3, 1));
      double day = random.nextInt(DAYS - 100);
      do {
        order(orders, customer, (int) day, random.nextGamma(5, value / 5));
        day += 1 + random.nextExponential(daysBetween);
      } while (day < DAYS && random.nextUniform(0, 1) > stopping);
    }
    for (int i = 0; i < 5000; i++) {
      order(orders, "wholesaler", i * DAYS / 5000, 900 + random.nextInt(200));
    }
    customers.add(RowFactory.create("wholesaler", "orders", "FR"));
    StructType schema =
        StructType.fromDDL(
            "order_id STRING, customer_id STRING, order_date DATE, currency STRING, amount"
                + " DECIMAL(18,4), amount_reporting DECIMAL(18,4), is_refund BOOLEAN");
    parts =
        compute(
            "gold.fct_purchase_part",
            Map.of(
                "gold.fct_order",
                complete(orders, schema, "gold.fct_order")
                    .withColumn("order_number", col("order_id"))),
            Map.of());
    tenures =
        complete(
            customers,
            StructType.fromDDL("customer_id STRING, basis STRING, country STRING"),
            "gold.fct_customer_tenure");
  }

  @Test
  void isListedForEveryModelThatItBends() {
    Dataset<Row> fits = fits(Map.of());
    assertThat(fits.where("model = 'bgnbd'").first().<Long>getAs("customers")).isEqualTo(501);
    List<Row> listed =
        compute("gold.kpi_clv_influence", Map.of("gold.kpi_clv_model", fits), Map.of())
            .where("customer_id = 'wholesaler'")
            .collectAsList();
    assertThat(listed).extracting(row -> row.getAs("model")).contains("mbgnbd", "gamma_gamma");
    assertThat(listed).allMatch(row -> Math.abs(row.<Double>getAs("change")) > 0.05);
  }

  @Test
  void isLeftOutWhereNamedAndScoredAllTheSame() {
    Dataset<Row> nobody = fits(Map.of());
    Dataset<Row> fits = fits(Map.of(), "before_the_merge");
    Row fit = fits.where("model = 'mbgnbd'").first();
    assertThat(fit.<Long>getAs("customers")).isEqualTo(500);
    Row listed =
        compute("gold.kpi_clv_influence", Map.of("gold.kpi_clv_model", nobody), Map.of())
            .where("customer_id = 'wholesaler' AND model = 'mbgnbd'")
            .first();
    // What was said to change without the wholesaler is what changes.
    String parameter = listed.getAs("parameter");
    double with = parameter(nobody, parameter);
    double without = parameter(fits, parameter);
    assertThat(without / with - 1).isCloseTo(listed.<Double>getAs("change"), withinPercentage(0.1));
    Dataset<Row> scores =
        compute(
            "gold.kpi_customer_clv",
            Map.of(
                "gold.kpi_clv_model", fits,
                "gold.fct_purchase_part", parts,
                "gold.fct_customer_tenure", tenures),
            Map.of());
    Row score = scores.where("customer_id = 'wholesaler'").first();
    assertThat(score.<Long>getAs("frequency")).isEqualTo(DAYS - 1L);
    assertThat(score.<Double>getAs("clv_12m")).isPositive().isFinite();
    assertThat(score.<String>getAs("clv_tier")).isEqualTo("high");
  }

  @Test
  void bendsNoFitOfAnotherCountry() {
    Dataset<Row> fits = fits(Map.of("clv_segment", "country"));
    assertThat(fits.where("model = 'mbgnbd'").collectAsList())
        .extracting(row -> row.getAs("segment_value") + " " + row.getAs("customers"))
        .containsExactlyInAnyOrder("all 501", "DE 250", "FR 251");
    assertThat(
            compute("gold.kpi_clv_influence", Map.of("gold.kpi_clv_model", fits), Map.of())
                .where("customer_id = 'wholesaler'")
                .select("segment_value")
                .distinct()
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("all", "FR");
  }

  private static double parameter(Dataset<Row> fits, String name) {
    return fits.where("model = 'mbgnbd'")
        .selectExpr("filter(parameters, p -> p.parameter = '" + name + "')[0].value")
        .first()
        .getDouble(0);
  }

  private Dataset<Row> fits(Map<String, Object> parameters, String... excluded) {
    List<Row> rows = new ArrayList<>();
    for (String customer : excluded) {
      rows.add(RowFactory.create(customer));
    }
    return compute(
        "gold.kpi_clv_model",
        Map.of(
            "gold.fct_purchase_part",
            parts,
            "gold.fct_customer_tenure",
            tenures,
            "gold.fct_mrr_movement",
            complete(List.of(), new StructType(), "gold.fct_mrr_movement"),
            "gold.fct_subscription",
            complete(List.of(), new StructType(), "gold.fct_subscription"),
            "silver.customer_alias",
            complete(
                List.of(RowFactory.create("before_the_merge", "wholesaler")),
                StructType.fromDDL("alias_customer_id STRING, customer_id STRING"),
                "silver.customer_alias"),
            "config.clv_exclude",
            spark().createDataFrame(rows, StructType.fromDDL("customer_id STRING"))),
        parameters);
  }

  private static void order(List<Row> orders, String customer, int day, double amount) {
    BigDecimal money = BigDecimal.valueOf(Math.round(amount * 100), 2);
    Date date = Date.valueOf(END.minusDays(DAYS - 1L - day));
    orders.add(RowFactory.create("o-" + orders.size(), customer, date, "EUR", money, money, false));
  }

  private Dataset<Row> complete(List<Row> rows, StructType given, String relation) {
    return TestRelations.complete(
        spark().createDataFrame(rows, given), TestRelations.schema(definitions, relation));
  }

  private Dataset<Row> compute(
      String table, Map<String, Dataset<Row>> relations, Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.put("as_of", END.toString());
    all.put("clv_min_repeaters", 50);
    Parameters parameters = new Parameters(TestRelations.parameters(all));
    Dataset<Row> result =
        Steps.of(definitions.table(TableId.of(table)))
            .compute(new TestInputs(spark(), relations, parameters));
    return spark().createDataFrame(result.collectAsList(), result.schema());
  }
}
