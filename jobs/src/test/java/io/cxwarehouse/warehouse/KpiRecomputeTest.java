package io.cxwarehouse.warehouse;

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
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
  private static final String AS_OF = "2026-03-20";
  private static final String DAY = "date_sub(DATE'" + AS_OF + "', CAST(id * 7 % 479 AS INT))";

  /** Facts of 479 days, spread by arithmetic: every window of every KPI has something to count. */
  private static final Map<String, String> FACTS =
      Map.of(
          "gold.fct_survey_response",
          "SELECT 's:' || id AS response_id, 'q' AS question_id, 's' AS survey_id, 'email' AS channel,"
              + " element_at(array('nps', 'csat', 'ces'), CAST(id % 3 AS INT) + 1) AS metric,"
              + (" "
                  + DAY
                  + " AS response_date, (id * 13 % 11) / 10D AS score_normalized, 'c' || id % 40 AS customer_source_key,")
              + " element_at(array(array('promoter', 'passive', 'detractor'),"
              + " array('satisfied', 'satisfied', 'not_satisfied'), array('easy', 'easy', 'not_easy'))"
              + "[CAST(id % 3 AS INT)], CAST(id DIV 3 % 3 AS INT) + 1) AS answer_group,"
              + (" " + instant(40_000) + " AS responded_at,")
              + (" IF(id % 5 = 0, NULL, "
                  + instant("id * 977 % 400000 + 40001")
                  + ") AS followed_up_at")
              + " FROM range(3000)",
          "gold.fct_ticket_measure",
          "SELECT 't:' || id AS ticket_id, measure, 'zendesk' AS source, id * 7919 % 9000000 AS milliseconds,"
              + " id * 7919 % 9000000 DIV 3 AS business_milliseconds,"
              + (" " + DAY + " AS metric_date, ")
              + " element_at(array('chat', 'email'), CAST(id % 2 AS INT) + 1) AS channel,"
              + " IF(measure = 'first_resolution', id % 9 = 0, NULL) AS is_reopened,"
              + " IF(measure = 'resolution', id % 11 = 0, NULL) AS is_escalated,"
              + " IF(measure = 'resolution', id % 3 = 0, NULL) AS is_fcr,"
              + " IF(measure = 'resolution', element_at(array('zero', 'one', 'two', 'multi'),"
              + " CAST(id * 5 % 4 AS INT) + 1), NULL) AS touches FROM range(2000)"
              + " LATERAL VIEW explode(array('first_reply', 'first_resolution', 'resolution')) AS measure",
          "gold.kpi_backlog_daily",
          "SELECT date_sub(DATE'"
              + AS_OF
              + "', CAST(id AS INT)) AS metric_date, 'open' AS status,"
              + " '0-1' AS age_band, 'zendesk' AS source, id % 17 + 1 AS tickets FROM range(500)",
          "gold.kpi_chatbot_daily",
          "SELECT date_sub(DATE'"
              + AS_OF
              + "', CAST(id AS INT)) AS metric_date, 'chatbot:b' AS bot, 'de' AS language,"
              + " id % 17 + 5 AS conversations, id % 5 + 1 AS contained FROM range(500)",
          "gold.kpi_churn_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, basis, 'all' AS segment_name,"
              + " 'all' AS segment_value, 100 + id AS customers_start, id % 7 AS customers_churned,"
              + " 1000 + id AS mrr_start, 1010 + id AS mrr_end, 10 AS mrr_contraction, 20 + id AS mrr_churn,"
              + " 30 AS mrr_expansion, 5 AS mrr_reactivation, 900 AS mrr_12m_start, 950 + id AS mrr_12m_end"
              + " FROM range(16) LATERAL VIEW explode(array('orders', 'subscriptions')) AS basis",
          "gold.kpi_customer_clv",
          "SELECT explode(sequence(DATE'2025-03-01', DATE'"
              + AS_OF
              + "')) AS as_of_date,"
              + " 'c' || id AS customer_id, IF(id % 5 = 0, NULL, id * 1.25D) AS clv_12m FROM range(20)",
          "gold.kpi_web_daily",
          "SELECT "
              + DAY
              + " AS metric_date, 'mobile' AS device, 'c' || id AS country, 10 + id % 7 AS sessions,"
              + " id % 10 AS engaged_sessions, id % 5 AS checkouts_begun, id % 4 AS purchases"
              + " FROM range(1000)",
          "gold.kpi_social_daily",
          "SELECT "
              + DAY
              + " AS metric_date, 'x' AS network, 'p' || id AS post_id, "
              + " IF(id % 5 = 0, NULL, id % 13) AS rated_engagements,"
              + " IF(id % 5 = 0, NULL, 100 + id) AS rated_impressions FROM range(1000)",
          "gold.fct_order",
          "SELECT *, amount_reporting AS amount, 'EUR' AS currency FROM (SELECT 'o:' || id AS order_id,"
              + " 'o:' || id AS order_number, 1 AS line_number,"
              + " IF(id % 13 = 0, NULL, 'c' || (id % 300)) AS customer_id,"
              + " id % 10 = 9 AS is_refund, IF(id % 10 = 9, 'o:' || (id - 300), NULL) AS refund_of,"
              + (" " + DAY + " AS order_date,")
              + " IF(id % 10 = 9, -1, 1) * (id % 40 + IF(id % 20 = 9, 1000, 0)) AS amount_reporting,"
              + (" timestamp_seconds(unix_seconds(CAST("
                  + DAY
                  + " AS TIMESTAMP)) + 80000) AS delivered_at,")
              + (" timestamp_seconds(unix_seconds(CAST("
                  + DAY
                  + " AS TIMESTAMP)) + id * 977 % 160000)")
              + " AS promised_at FROM range(4000))");

  /** The same of promises, customers and their contacts. */
  private static final Map<String, String> CUSTOMERS =
      Map.of(
          "gold.fct_ticket_sla",
          "SELECT 't:' || id AS ticket_id, metric, 'zendesk' AS source, IF(id % 4 = 0, 'breached', 'met')"
              + (" AS status, IF(id % 9 = 0, NULL, " + DAY + ") AS outcome_date FROM range(2000)")
              + " LATERAL VIEW explode(array('first_reply_time', 'next_reply_time',"
              + " 'periodic_update_time', 'pausable_update_time', 'requester_wait_time',"
              + " 'agent_work_time', 'total_resolution_time')) AS metric",
          "gold.kpi_invitation_daily",
          "SELECT "
              + DAY
              + " AS sent_date, 's' || id AS survey_id, 9 + id % 7 AS invitations, 8 + id % 5 AS delivered,"
              + " id % 8 AS responded, trunc("
              + DAY
              + ", 'MM') AS sent_month FROM range(1000)",
          "gold.kpi_enps_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, segment_name, segment_name AS segment_value,"
              + " 20 + id AS answers, 9 + id % 5 AS promoters, 5 AS detractors, false AS suppressed"
              + " FROM range(16) LATERAL VIEW explode(array('all', 'department')) AS segment_name",
          "gold.fct_interaction",
          "SELECT 'i' || id AS interaction_id, IF(id % 13 = 0, NULL, 'c' || (id % 300)) AS customer_id,"
              + " element_at(array('web', 'chat', NULL), CAST(id * 11 % 3 AS INT) + 1) AS channel,"
              + (" " + DAY + " AS interaction_date, trunc(" + DAY + ", 'MM') AS interaction_month")
              + " FROM range(2000)",
          "gold.dim_customer",
          "SELECT 2 * id + version AS customer_key, 'c' || id AS customer_id, version = 1 AS is_current,"
              + " IF(version = 0, DATE'1900-01-01', DATE'2026-01-01') AS match_from,"
              + " IF(version = 0, DATE'2026-01-01', NULL) AS valid_to,"
              + (" "
                  + DAY
                  + " AS acquired_date, IF(id % 4 = 0, 'Referral', 'search') AS acquisition_channel")
              + " FROM range(900) LATERAL VIEW explode(array(0, 1)) AS version");

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
          "gold.kpi_scorecard");

  private final Definitions definitions = Definitions.load(List.of());

  @ParameterizedTest
  @ValueSource(strings = {"answer", "respondent"})
  void publishedSqlGivesTheScorecardOfASmallCompany(String counting) {
    Map<String, Dataset<Row>> tables = new HashMap<>();
    Map<String, String> facts = new HashMap<>(FACTS);
    facts.putAll(CUSTOMERS);
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
            TestRelations.parameters(Map.of("as_of", AS_OF, "survey_counting", counting)));
    tables.put("config.kpi", TestRelations.kpis(spark(), definitions, parameters.values()));
    for (String name : COMPUTED) {
      Step step = Steps.of(definitions.table(TableId.of(name)), spark());
      tables.put(name, step.compute(inputs(tables, parameters)).cache());
    }
    assertThat(compare(tables::get, "window_name = 'month'")).isEqualTo(47);
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
    LocalDate end = LocalDate.parse(AS_OF);
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
    compare(
        name -> spark().read().format("delta").load(root + "/" + name.replace('.', '/')), "true");
  }

  /** The row's day at a second of it, as SQL. */
  private static String instant(Object second) {
    return "timestamp_seconds(unix_seconds(CAST(" + DAY + " AS TIMESTAMP)) + " + second + ")";
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
