package io.cxwarehouse.warehouse;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import io.cxwarehouse.graph.Steps;
import io.cxwarehouse.semantic.Metric;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every KPI's published {@code recompute_sql} gives the total that the scorecard shows, in every
 * window: on a small company (months only), and with {@code -Dcxw.warehouse=FOLDER} on a warehouse
 * that was built.
 */
class KpiRecomputeTest extends SparkCase {
  private static final List<String> COMPUTED =
      List.of(
          "gold.kpi_survey_daily",
          "gold.kpi_support_daily",
          "gold.kpi_sla_daily",
          "gold.kpi_duration_histogram",
          "gold.fct_purchase_day",
          "gold.dim_kpi",
          "gold.dim_target",
          "gold.kpi_window",
          "gold.kpi_parts_daily",
          "gold.kpi_window_part",
          "gold.kpi_scorecard",
          "gold.kpi_change_explained");

  private final Definitions definitions = Definitions.load(List.of());

  @ParameterizedTest
  @ValueSource(strings = {"answer", "respondent"})
  void publishedSqlGivesTheScorecardOfASmallCompany(String counting) {
    Map<String, Dataset<Row>> tables = new HashMap<>();
    Map<String, String> facts = new HashMap<>(MadeUpFacts.FACTS);
    facts.putAll(MadeUpFacts.CUSTOMERS);
    facts.forEach(
        (name, text) ->
            tables.put(
                name,
                spark()
                    .read()
                    .schema(TestRelations.schema(definitions, name))
                    .option("mode", "FAILFAST")
                    .json(sql(text).toJSON())
                    .cache()));
    Dataset<Row> digital = sql("SELECT channel FROM VALUES ('chat'), ('social') AS c(channel)");
    tables.put("config.digital_channel", digital);
    tables.put("gold.dim_channel", digital.selectExpr("channel", "true AS is_digital"));
    Parameters parameters =
        new Parameters(
            TestRelations.parameters(
                Map.of("as_of", MadeUpFacts.AS_OF, "survey_counting", counting)));
    tables.put("config.kpi", TestRelations.kpis(spark(), definitions, parameters.values()));
    for (String name : COMPUTED) {
      Step step = Steps.of(definitions.table(TableId.of(name)));
      tables.put(name, step.compute(inputs(tables, parameters)).cache());
    }
    assertThat(compare(tables::get, "window_name = 'month'")).isEqualTo(65);
    // NPS, CSAT and CES, and the means of two, do not add up where respondents are counted.
    assertThat(compareParts(tables::get)).isEqualTo(counting.equals("answer") ? 50 : 45);
    changesAreExplained(tables);
    double published =
        tables
            .get("gold.kpi_scorecard")
            .where(
                "kpi = 'repeat_purchase_rate' AND window_name = 'month' AND segment_name = 'all'")
            .select("value")
            .first()
            .getDouble(0);
    List<Row> orders =
        tables
            .get("gold.fct_order")
            .select("customer_id", "order_date", "amount", "is_refund", "refund_of", "order_id")
            .where("customer_id IS NOT NULL")
            .collectAsList();
    assertThat(published).isCloseTo(repeatPurchaseRate(orders), within(1e-9));
  }

  /**
   * The rate by another way than the warehouse's: orders one by one, in which a refund takes from
   * the sale that it names, or else from its own day.
   */
  private static double repeatPurchaseRate(List<Row> orders) {
    Map<String, Double> refunds = new HashMap<>();
    Set<String> sales = new HashSet<>();
    for (Row order : orders) {
      if (!order.getBoolean(3)) {
        sales.add(order.getString(0) + "|" + order.getString(5));
      }
    }
    Map<String, double[]> days = new HashMap<>(); // sales kept, their amount, other refunds
    for (Row order : orders) {
      String sale = order.getString(0) + "|" + order.getString(4);
      if (order.getBoolean(3) && sales.contains(sale)) {
        refunds.merge(sale, order.getDecimal(2).doubleValue(), Double::sum);
      } else if (order.getBoolean(3)) {
        day(days, order)[2] += order.getDecimal(2).doubleValue();
      }
    }
    for (Row order : orders) {
      Double refunded = refunds.get(order.getString(0) + "|" + order.getString(5));
      double left = order.getDecimal(2).doubleValue() + (refunded == null ? 0 : refunded);
      if (!order.getBoolean(3) && (refunded == null || left > 0)) {
        day(days, order)[0]++;
        day(days, order)[1] += left;
      }
    }
    LocalDate end = LocalDate.parse(MadeUpFacts.AS_OF);
    Map<String, Integer> buyers = new HashMap<>();
    days.forEach(
        (key, day) -> {
          LocalDate date = LocalDate.parse(key.substring(key.indexOf('|') + 1));
          boolean isWithin = !date.isAfter(end) && date.isAfter(end.minusDays(365));
          boolean isUndone = day[1] > 0 && day[1] + day[2] <= 0;
          if (isWithin && day[0] > 0 && !isUndone) {
            buyers.merge(key.substring(0, key.indexOf('|')), 1, Integer::sum);
          }
        });
    return buyers.values().stream().filter(count -> count > 1).count() / (double) buyers.size();
  }

  private static double[] day(Map<String, double[]> days, Row order) {
    return days.computeIfAbsent(order.getString(0) + "|" + order.get(1), x -> new double[3]);
  }

  @Test
  @EnabledIfSystemProperty(named = "cxw.warehouse", matches = ".+")
  void publishedSqlGivesTheScorecardOfAWarehouse() {
    String root = System.getProperty("cxw.warehouse");
    DataFrameReader delta = spark().read().format("delta");
    // Names without a layer are parts of the query itself.
    compare(n -> n.contains(".") ? delta.load(root + "/" + n.replace('.', '/')) : null, "true");
  }

  /** Compares all totals and returns how many values there were. */
  private long compare(Function<String, Dataset<Row>> table, String windows) {
    Map<String, String> recompute = new HashMap<>();
    for (Row row : table.apply("gold.dim_kpi").select("kpi", "recompute_sql").collectAsList()) {
      recompute.put(row.getString(0), row.getString(1));
    }
    Dataset<Row> scorecard = table.apply("gold.kpi_scorecard");
    List<Row> totals =
        scorecard
            .where("segment_name = 'all' AND as_of_date = DATE'" + latest(scorecard) + "'")
            .where(windows)
            .select("kpi", "window_name", "window_start", "window_end", "value")
            .collectAsList();
    long values = 0;
    for (Row total : totals) {
      String text = recompute.get(total.getString(0));
      Row again =
          QueryPlans.bind(
                  spark(),
                  text,
                  table,
                  Map.of("window_start", total.getDate(2), "window_end", total.getDate(3)))
              .first();
      String what = total + " by " + text;
      if (total.isNullAt(4)) {
        assertThat(again.get(0)).as(what).isNull();
        continue;
      }
      double value = total.getDouble(4);
      values++;
      assertThat(again.isNullAt(0)).as(what).isFalse();
      assertThat(again.getDouble(0))
          .as(what)
          .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    }
    return values;
  }

  /** Sums the parts of KPIs as BI tools do, and returns how many values there were. */
  private long compareParts(Function<String, Dataset<Row>> table) {
    Map<String, Row> totals = new HashMap<>();
    table
        .apply("gold.kpi_scorecard")
        .where("segment_name = 'all' AND window_name = 'month'")
        .select("kpi", "window_start", "window_end", "value")
        .collectAsList()
        .forEach(row -> totals.put(row.getString(0), row));
    long values = 0;
    for (Row kpi : table.apply("gold.dim_kpi").collectAsList()) {
      Optional<Metric> metric = Metric.of(kpi);
      if (metric.isEmpty()) {
        continue;
      }
      String dates =
          metric.get().isStock()
              ? (kpi.<String>getAs("period").equals("day")
                  ? " = :window_end"
                  : " = trunc(:window_end, 'MM')")
              : " BETWEEN :window_start AND :window_end";
      String text =
          "SELECT CAST(%s AS DOUBLE) FROM %s WHERE %s"
              .formatted(
                  metric.get().expression(), metric.get().table(), metric.get().date() + dates);
      Row total = totals.get(metric.get().name());
      Row sums =
          QueryPlans.bind(
                  spark(),
                  text,
                  table,
                  Map.of("window_start", total.getDate(1), "window_end", total.getDate(2)))
              .first();
      if (!sums.isNullAt(0)) {
        values++;
        double value = total.getDouble(3);
        assertThat(sums.getDouble(0))
            .as(text)
            .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
      }
    }
    return values;
  }

  /** Of each column of each rate, the effects of its values sum to what the scorecard shows. */
  private static void changesAreExplained(Map<String, Dataset<Row>> tables) {
    Map<String, Double> effects = new HashMap<>();
    tables
        .get("gold.kpi_change_explained")
        .groupBy("kpi", "window_name", "segment_name")
        .agg(expr("CAST(sum(rate_effect + mix_effect) AS DOUBLE)"))
        .collectAsList()
        .forEach(row -> effects.put(column(row), row.getDouble(3)));
    Map<String, Double> changes = new HashMap<>();
    tables
        .get("gold.kpi_scorecard")
        .join(tables.get("gold.dim_kpi"), "kpi")
        .where("statistic IN ('share', 'nps', 'mean', 'ratio')")
        .groupBy("kpi", "window_name")
        .agg(
            expr("max(change) FILTER (WHERE segment_name = 'all') AS change"),
            expr("collect_set(segment_name) AS columns"))
        .where("change IS NOT NULL")
        .selectExpr("kpi", "window_name", "explode(columns) AS segment_name", "change")
        .where("segment_name <> 'all'")
        .collectAsList()
        .forEach(row -> changes.put(column(row), row.getDouble(3)));
    assertThat(effects).hasSizeGreaterThan(300).hasSameSizeAs(changes);
    changes.forEach(
        (column, change) ->
            assertThat(effects.get(column))
                .as(column)
                .isCloseTo(change, within(1e-9 * Math.max(1, Math.abs(change)))));
  }

  private static String column(Row row) {
    return row.getString(0) + " " + row.getString(1) + " " + row.getString(2);
  }

  private static Object latest(Dataset<Row> scorecard) {
    return scorecard.selectExpr("max(as_of_date)").first().get(0);
  }

  private StepInputs inputs(Map<String, Dataset<Row>> tables, Parameters parameters) {
    return new StepInputs() {
      @Override
      public SparkSession spark() {
        return KpiRecomputeTest.this.spark();
      }

      @Override
      public Dataset<Row> relation(String name) {
        return tables.containsKey(name)
            ? tables.get(name)
            : spark().createDataFrame(List.of(), TestRelations.schema(definitions, name));
      }

      @Override
      public Parameters parameters() {
        return parameters;
      }
    };
  }
}
