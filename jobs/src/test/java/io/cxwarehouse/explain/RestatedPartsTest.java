package io.cxwarehouse.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.QueryPlans;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Planted restatements, and what the runs before them say of the cause. */
class RestatedPartsTest extends SparkCase {
  private static final Map<String, List<TableId>> INPUTS =
      Map.of(
          "gold.kpi_parts_daily", List.of(TableId.of("gold.kpi_survey_daily")),
          "gold.kpi_survey_daily", List.of(TableId.of("silver.survey_response")),
          "silver.survey_response", List.of(TableId.of("silver.customer_alias")));

  private static final String NPS =
      "'nps' AS kpi, 'gold.kpi_survey_daily' AS source_table, 'additive' AS additivity,"
          + " 'promoters - detractors' AS numerator_sql, 'answers' AS denominator_sql,"
          + " 'true' AS row_filter";

  /**
   * Of the segment, KPI and dates asked for, and of runs that stand; the latest first. Runs 10 and
   * 11 were taken back: erasure 9 shows in run 12.
   */
  @Test
  void eachRestatementHasItsCause() {
    assertThat(
            restated(
                NPS,
                """
                SELECT run_id, 'gold.kpi_parts_daily' AS `table`,
                  to_json(named_struct('metric_date', d, 'kpi', k, 'segment_name', 'all', 'segment_value', s)) AS row_key,
                  'numerator' AS column_name, o AS old_value, n AS new_value, 'changed gold.kpi_survey_daily' AS cause
                FROM VALUES
                  ('r2', '2026-03-05', 'nps', 'all', '1', '2'),
                  ('r3', '2026-03-05', 'nps', 'all', '2', '3'),
                  ('r4', '2026-03-05', 'nps', 'all', '3', '4'),
                  ('r5', '2026-03-05', 'nps', 'all', '4', '5'),
                  ('r7', '2026-03-05', 'nps', 'all', '5', '6'),
                  ('r8', '2026-03-05', 'nps', 'all', '6', '7'),
                  ('r10', '2026-03-05', 'nps', 'all', '7', '8'),
                  ('r12', '2026-03-05', 'nps', 'all', '7', '9'),
                  ('r2', '2026-03-05', 'csat', 'all', '1', '2'),
                  ('r2', '2026-03-05', 'nps', 'DE', '1', '2'),
                  ('r2', '2026-02-28', 'nps', 'all', '1', '2')
                  AS t(run_id, d, k, s, o, n)
                """))
        .extracting(Restated::run, Restated::oldValue, Restated::newValue, Restated::cause)
        .containsExactly(
            tuple("r12", "7", "9", "erasure"),
            tuple("r8", "6", "7", "changed gold.kpi_survey_daily"),
            tuple("r7", "5", "6", "erasure; correction (1 in silver.survey_response)"),
            tuple("r5", "4", "5", "definition of gold.kpi_survey_daily"),
            tuple("r4", "3", "4", "merge (1 in silver.customer_alias)"),
            tuple("r3", "2", "3", "correction (2 in silver.survey_response)"),
            tuple("r2", "1", "2", "late rows (3 in silver.survey_response)"));
  }

  /** Rows of orders are no parts of a number of subscriptions, nor is another month. */
  @Test
  void aMonthIsOfTheBasisThatIsShown() {
    assertThat(
            restated(
                "'churn_rate' AS kpi, 'gold.kpi_churn_monthly' AS source_table,"
                    + " 'semi-additive' AS additivity, 'customers_churned' AS numerator_sql,"
                    + " 'customers_start' AS denominator_sql, 'true' AS row_filter",
                """
                SELECT 'r2' AS run_id, 'gold.kpi_churn_monthly' AS `table`,
                  to_json(named_struct('month', d, 'basis', b, 'segment_name', 'all', 'segment_value', 'all')) AS row_key,
                  c AS column_name, '1' AS old_value, '2' AS new_value, 'changed inputs' AS cause
                FROM VALUES
                  ('2026-03-01', 'subscriptions', 'customers_churned'),
                  ('2026-03-01', 'subscriptions', '*'),
                  ('2026-03-01', 'subscriptions', 'customers_new'),
                  ('2026-03-01', 'orders', 'customers_churned'),
                  ('2026-03-01', 'orders', '*'),
                  ('2026-02-01', 'subscriptions', 'customers_churned')
                  AS t(d, b, c)
                """))
        .extracting(Restated::date, Restated::part)
        .containsExactly(tuple("2026-03-01", "*"), tuple("2026-03-01", "customers_churned"));
  }

  /** Of a month of spend what is divided counts, not the quotient, nor another channel. */
  @Test
  void aMonthOfSpendIsOfItsParts() {
    assertThat(
            restated(
                "'customer_acquisition_cost' AS kpi, 'gold.kpi_acquisition_monthly' AS source_table,"
                    + " 'additive' AS additivity, 'spend' AS numerator_sql,"
                    + " 'new_customers' AS denominator_sql, 'true' AS row_filter",
                """
                SELECT 'r2' AS run_id, 'gold.kpi_acquisition_monthly' AS `table`,
                  to_json(named_struct('month', d, 'segment_name', s, 'segment_value', s)) AS row_key,
                  c AS column_name, '1' AS old_value, '2' AS new_value, 'changed inputs' AS cause
                FROM VALUES
                  ('2026-03-01', 'all', 'spend'),
                  ('2026-03-01', 'all', 'cac'),
                  ('2026-03-01', 'all', 'clv_12m_mean'),
                  ('2026-03-01', 'paid', 'spend'),
                  ('2026-02-01', 'all', 'spend')
                  AS t(d, s, c)
                """))
        .extracting(Restated::date, Restated::part)
        .containsExactly(tuple("2026-03-01", "spend"));
  }

  /** Of a stock only the last date of the window is in the value. */
  @Test
  void aStockIsOfItsLastDate() {
    assertThat(
            restated(
                "'backlog' AS kpi, 'gold.kpi_backlog_daily' AS source_table,"
                    + " 'semi-additive' AS additivity, 'tickets' AS numerator_sql,"
                    + " CAST(NULL AS STRING) AS denominator_sql,"
                    + " CAST(NULL AS STRING) AS row_filter",
                """
                SELECT 'r2' AS run_id, 'gold.kpi_parts_daily' AS `table`,
                  to_json(named_struct('metric_date', d, 'kpi', 'backlog', 'segment_name', 'all', 'segment_value', 'all')) AS row_key,
                  'numerator' AS column_name, '1' AS old_value, '2' AS new_value, 'changed inputs' AS cause
                FROM VALUES ('2026-03-01'), ('2026-03-27'), ('2026-03-28'), ('2026-03-29') AS t(d)
                """))
        .extracting(Restated::date)
        .containsExactly("2026-03-28");
  }

  /** Percentiles of digital channels are counted of these channels' bins, others of the total's. */
  @Test
  void percentilesAreOfTheBinsTheyCount() {
    String bins =
        """
        SELECT 'r2' AS run_id, 'gold.kpi_duration_histogram' AS `table`,
          to_json(named_struct(
            'metric_date', '2026-03-05', 'measure', m, 'segment_name', s, 'segment_value', v, 'bin', '7')) AS row_key,
          'n' AS column_name, o AS old_value, '9' AS new_value, 'changed inputs' AS cause
        FROM VALUES
          ('first_reply', 'all', 'all', '1'),
          ('first_reply', 'channel', 'chat', '2'),
          ('first_reply', 'channel', 'phone', '3'),
          ('first_reply', 'channel', 'email', '4'),
          ('first_reply', 'source', 'chat', '5'),
          ('resolution', 'channel', 'chat', '6'),
          ('first_reply_business', 'channel', 'chat', '7'),
          ('first_reply_business', 'all', 'all', '8')
          AS t(m, s, v, o)
        """;
    String digital = "measure = 'first_reply' AND segment_value IN (SELECT c WHERE is_digital)";
    assertThat(restated(percentile(digital), bins))
        .extracting(Restated::oldValue)
        .containsExactlyInAnyOrder("2", "4");
    assertThat(restated(percentile("measure = 'first_reply' AND segment_name = 'all'"), bins))
        .extracting(Restated::oldValue)
        .containsExactly("1");
    assertThat(restated(percentile("measure = 'first_reply_business'"), bins))
        .extracting(Restated::oldValue)
        .containsExactly("8");
  }

  private static String percentile(String filter) {
    return "'reply' AS kpi, 'gold.kpi_duration_histogram' AS source_table,"
        + " 'non-additive' AS additivity, 'bin_low_ms' AS numerator_sql,"
        + " CAST(NULL AS STRING) AS denominator_sql, \""
        + filter
        + "\" AS row_filter";
  }

  /** Where a run changed too many rows to list, that is told, whatever the dates are. */
  @Test
  void changesThatWereTooManyToListAreTold() {
    String summaries =
        """
        SELECT r AS run_id, t AS `table`, '{}' AS row_key, '*' AS column_name, CAST(NULL AS STRING) AS old_value,
          CAST(NULL AS STRING) AS new_value, concat('changed inputs; ', n, ' rows changed, 20000 values listed') AS cause
        FROM VALUES
          ('r2', 'gold.kpi_parts_daily', '21000'),
          ('r8', 'gold.kpi_survey_daily', '22000'),
          ('r8', 'gold.kpi_churn_monthly', '23000'),
          ('r10', 'gold.kpi_parts_daily', '24000')
          AS t(r, t, n)
        """;
    assertThat(restated(NPS, summaries))
        .extracting(Restated::table, Restated::date, Restated::part, Restated::cause)
        .containsExactly(
            tuple(
                "gold.kpi_survey_daily",
                null,
                null,
                "changed inputs; 22000 rows changed, 20000 values listed"),
            tuple(
                "gold.kpi_parts_daily",
                null,
                null,
                "late rows (3 in silver.survey_response); 21000 rows changed, 20000 values"
                    + " listed"));
    assertThat(restated(NPS.replace("'nps'", "'of_no_daily_parts'"), summaries))
        .extracting(Restated::table)
        .containsExactly("gold.kpi_survey_daily");
  }

  private List<Restated> restated(String kpi, String restatements) {
    Map<String, Dataset<Row>> tables =
        Map.of(
            "ops.restatement",
            sql(restatements),
            "ops.run",
            sql(
                """
                SELECT concat('r', n) AS run_id, CAST(n AS BIGINT) AS run_number, if(n IN (10, 11), 'r11', NULL) AS undone_by
                FROM VALUES (1), (2), (3), (4), (5), (7), (8), (10), (11), (12) AS t(n)
                """),
            "ops.erasure",
            sql(
                """
                SELECT concat('e', n) AS erasure_id, CAST(n AS BIGINT) AS run_number, 'completed' AS event
                FROM VALUES (6), (9) AS t(n)
                """),
            "ops.step_run",
            sql(
                """
                SELECT run_id, t AS `table`, 'changed' AS status, reasons, CAST(late AS BIGINT) AS late_rows,
                  CAST(i AS BIGINT) AS rows_inserted, CAST(u AS BIGINT) AS rows_updated, CAST(0 AS BIGINT) AS rows_deleted
                FROM VALUES
                  ('r2', 'silver.survey_response', 'changed bronze.x', 3, 3, 0),
                  ('r3', 'silver.survey_response', 'changed bronze.x', 0, 0, 2),
                  ('r3', 'silver.ticket', 'changed bronze.x', 9, 9, 9),
                  ('r4', 'silver.customer_alias', 'changed silver.customer_record', 0, 1, 0),
                  ('r5', 'gold.kpi_survey_daily', 'changed definition', 0, 0, 4),
                  ('r7', 'silver.survey_response', 'changed bronze.x', 0, 0, 1),
                  ('r8', 'gold.kpi_survey_daily', 'as_of 2026-03-05 → 2026-03-06', 0, 0, 1)
                  AS t(run_id, t, reasons, late, i, u)
                """),
            "gold.kpi_parts_daily",
            sql("SELECT 'nps' AS kpi"),
            "gold.kpi_churn_monthly",
            sql("SELECT basis FROM VALUES ('orders'), ('subscriptions') AS t(basis)"),
            "gold.dim_channel",
            sql(
                """
                SELECT channel, channel <> 'phone' AS is_digital
                FROM VALUES ('chat'), ('email'), ('phone') AS t(channel)
                """));
    Row score =
        sql("SELECT 'all' AS segment_name, 'all' AS segment_value,"
                + " DATE'2026-03-01' AS window_start,"
                + " DATE'2026-03-28' AS window_end, "
                + kpi)
            .first();
    return new RestatedParts(
            (text, value) -> QueryPlans.bind(spark(), text, tables::get, Published.names(value)),
            id -> INPUTS.getOrDefault(id.toString(), List.of()))
        .of(score);
  }
}
