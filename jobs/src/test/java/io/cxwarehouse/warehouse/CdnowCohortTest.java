package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.StepInputs;
import io.cxwarehouse.graph.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Monthly cohorts of the CDNOW sample equal the published tables: 2,357 customers, 6,919 purchases.
 */
class CdnowCohortTest extends SparkCase {
  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static final String AS_OF = "1998-06-30";

  private final Definitions definitions = Definitions.load(List.of());
  private final Map<String, Dataset<Row>> relations = new HashMap<>();

  @Test
  void equalThePublishedTables() throws IOException {
    assumeTrue(
        Files.exists(DATA.resolve("cdnow_sample_6919.csv")),
        "the published CDNOW data are not at " + DATA);
    relations.put("gold.fct_order", orders());
    for (String table : List.of("gold.fct_purchase_day", "gold.fct_purchase_period")) {
      relations.put(table, computed(table).cache());
    }
    Map<String, Row> cohorts = new TreeMap<>();
    computed("gold.kpi_cohort_retention")
        .where("grain = 'month' AND segment_name = 'all' AND basis = 'orders'")
        .collectAsList()
        .forEach(row -> cohorts.put(key(row), row));

    assertThat(published("active_counts").keySet()).isEqualTo(cohorts.keySet());
    published("active_counts")
        .forEach((key, n) -> assertThat(count(cohorts, key, "active_customers")).isEqualTo(n));
    published("unbounded_counts")
        .forEach((key, n) -> assertThat(count(cohorts, key, "unbounded_customers")).isEqualTo(n));
    published("revenue")
        .forEach(
            (key, money) ->
                assertThat(cohorts.get(key).<BigDecimal>getAs("revenue"))
                    .as("revenue of %s", key)
                    .isEqualByComparingTo(BigDecimal.valueOf(money)));
    published("retention")
        .forEach(
            (key, rate) ->
                assertThat(cohorts.get(key).<Double>getAs("retention_rate"))
                    .as("retention of %s", key)
                    .isCloseTo(rate, within(1e-10)));
    published("cum_revenue_per_acquired")
        .forEach(
            (key, money) ->
                assertThat(cohorts.get(key).<Double>getAs("cumulative_revenue_per_customer"))
                    .as("cumulative revenue of %s", key)
                    .isCloseTo(money, within(1e-6)));
  }

  private Dataset<Row> orders() {
    spark()
        .read()
        .option("header", "true")
        .csv(DATA.resolve("cdnow_sample_6919.csv").toString())
        .createOrReplaceTempView("cdnow");
    Dataset<Row> orders =
        sql(
            """
            SELECT 'cdnow:' || monotonically_increasing_id() AS order_id,
              'cdnow:' || monotonically_increasing_id() AS order_number, 'cdnow:' || sample_id AS customer_id,
              CAST(date AS DATE) AS order_date, CAST(amount AS DECIMAL(18,4)) AS amount,
              CAST(amount AS DECIMAL(18,4)) AS amount_reporting, 'USD' AS currency, false AS is_refund
            FROM cdnow
            """);
    return spark()
        .createDataFrame(List.of(), TestRelations.schema(definitions, "gold.fct_order"))
        .unionByName(orders, true);
  }

  private Dataset<Row> computed(String table) {
    return Steps.of(definitions.table(TableId.of(table)))
        .compute(
            new StepInputs() {
              @Override
              public SparkSession spark() {
                return CdnowCohortTest.this.spark();
              }

              @Override
              public Dataset<Row> relation(String name) {
                return relations.getOrDefault(
                    name,
                    spark().createDataFrame(List.of(), TestRelations.schema(definitions, name)));
              }

              @Override
              public Parameters parameters() {
                return new Parameters(
                    TestRelations.parameters(Map.of("as_of", AS_OF, "reporting_currency", "USD")));
              }
            });
  }

  private static String key(Row row) {
    return "%s+%02d"
        .formatted(
            row.getAs("cohort_start").toString().substring(0, 7), row.<Integer>getAs("period"));
  }

  private static double count(Map<String, Row> cohorts, String key, String column) {
    return cohorts.get(key).<Long>getAs(column);
  }

  /** A published table as values by cohort and period; cells after as_of are empty. */
  private static Map<String, Double> published(String name) throws IOException {
    Map<String, Double> values = new TreeMap<>();
    List<String> lines = Files.readAllLines(DATA.resolve("cohort_cdnow_sample_" + name + ".csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      for (int period = 0; period + 1 < cells.length; period++) {
        if (!cells[period + 1].isBlank()) {
          values.put("%s+%02d".formatted(cells[0], period), Double.valueOf(cells[period + 1]));
        }
      }
    }
    return values;
  }
}
