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

  /** Of the segment, KPI and dates asked for, and of runs that stand; the latest first. */
  @Test
  void eachRestatementHasItsCause() {
    Map<String, Dataset<Row>> tables =
        Map.of(
            "ops.restatement",
            sql(
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
                  ('r9', '2026-03-05', 'nps', 'all', '7', '8'),
                  ('r2', '2026-03-05', 'csat', 'all', '1', '2'),
                  ('r2', '2026-03-05', 'nps', 'DE', '1', '2'),
                  ('r2', '2026-02-28', 'nps', 'all', '1', '2')
                  AS t(run_id, d, k, s, o, n)
                """),
            "ops.run",
            sql(
                """
                SELECT concat('r', n) AS run_id, CAST(n AS BIGINT) AS run_number, if(n = 9, 'r10', NULL) AS undone_by
                FROM VALUES (1), (2), (3), (4), (5), (7), (8), (9) AS t(n)
                """),
            "ops.erasure",
            sql("SELECT 'e6' AS erasure_id, CAST(6 AS BIGINT) AS run_number, 'completed' AS event"),
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
                """));
    Row score =
        sql("""
            SELECT 'nps' AS kpi, 'all' AS segment_name, 'all' AS segment_value, DATE'2026-03-01' AS window_start,
              DATE'2026-03-28' AS window_end, 'gold.kpi_survey_daily' AS source_table,
              'promoters - detractors' AS numerator_sql, 'answers' AS denominator_sql, 'true' AS row_filter
            """)
            .first();
    List<Restated> restated =
        new RestatedParts(
                (text, value) ->
                    QueryPlans.bind(spark(), text, tables::get, Published.names(value)),
                id -> INPUTS.getOrDefault(id.toString(), List.of()))
            .of(score);
    assertThat(restated)
        .extracting(Restated::run, Restated::oldValue, Restated::newValue, Restated::cause)
        .containsExactly(
            tuple("r8", "6", "7", "changed gold.kpi_survey_daily"),
            tuple("r7", "5", "6", "erasure; correction (1 in silver.survey_response)"),
            tuple("r5", "4", "5", "definition of gold.kpi_survey_daily"),
            tuple("r4", "3", "4", "merge (1 in silver.customer_alias)"),
            tuple("r3", "2", "3", "correction (2 in silver.survey_response)"),
            tuple("r2", "1", "2", "late rows (3 in silver.survey_response)"));
  }
}
