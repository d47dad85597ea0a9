package io.cxwarehouse.warehouse;

import java.util.Map;

/** Facts of a company that nobody has, as SELECTs by table, spread by arithmetic. */
final class MadeUpFacts {
  static final String AS_OF = "2026-03-20";
  static final String DAY = "date_sub(DATE'" + AS_OF + "', CAST(id * 7 % 479 AS INT))";

  /** Facts of 479 days, spread by arithmetic: every window of every KPI has something to count. */
  static final Map<String, String> FACTS =
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
                  + ") AS followed_up_at,")
              + " IF(id % 7 = 0, NULL, id % 5 <> 0 AND id * 977 % 400000 < 172800) AS is_followed_up"
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
              + " CAST(id * 5 % 4 AS INT) + 1), NULL) AS touches,"
              + " IF(measure = 'resolution' AND id % 6 > 0, id % 3, NULL) AS next_replies,"
              + " IF(measure = 'resolution' AND id % 6 > 0, id % 3 * 70001, NULL) AS next_reply_milliseconds,"
              + " IF(measure = 'resolution' AND id % 7 > 0, id % 4, NULL) AS contacts FROM range(2000)"
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
              + " id % 17 + 5 AS conversations, id % 17 + 5 - id % 3 AS handover_known,"
              + " id % 3 + 1 AS contained, id % 5 AS fallbacks, id % 17 + 6 AS fallback_known,"
              + " id % 2 AS rating_sum, id % 3 + 1 AS rating_n FROM range(500)",
          "gold.kpi_churn_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, basis, 'all' AS segment_name,"
              + " 'all' AS segment_value, 100 + id AS customers_start, id % 7 AS customers_churned,"
              + " 1000 + id AS mrr_start, 1010 + id AS mrr_end, 10 AS mrr_contraction, 20 + id AS mrr_churn,"
              + " 30 AS mrr_expansion, 5 AS mrr_reactivation, 900 AS mrr_12m_start, 950 + id AS mrr_12m_end,"
              + " IF(id = 3, NULL, 40 + id) AS mrr_12m_referred"
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
              + " id % 10 AS engaged_sessions, 10 AS engagement_known, id % 5 AS checkouts_begun, id % 4 AS purchases"
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
  static final Map<String, String> CUSTOMERS =
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
              + " IF(id % 11 = 0, NULL, id % 8) AS responded, IF(id % 11 = 0, 0, 7 + id % 5)"
              + " AS response_known, trunc("
              + DAY
              + ", 'MM') AS sent_month FROM range(1000)",
          "gold.kpi_enps_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, segment_name, segment_name AS segment_value,"
              + " 20 + id AS answers, 9 + id % 5 AS promoters, 5 AS detractors, false AS suppressed"
              + " FROM range(16) LATERAL VIEW explode(array('all', 'department')) AS segment_name",
          "gold.fct_interaction",
          "SELECT 'i' || id AS interaction_id, IF(id % 13 = 0, NULL, 'c' || (id % 300)) AS customer_id,"
              // of some customers one channel or none is told, others come by several
              + " element_at(array('web', 'chat', NULL),"
              + " CAST(IF(id % 300 < 100, id, id DIV 300) % 3 AS INT) + 1) AS channel,"
              + (" " + DAY + " AS interaction_date, trunc(" + DAY + ", 'MM') AS interaction_month")
              + " FROM range(2000)",
          "gold.kpi_staff_turnover_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, 'all' AS segment_name, 'all' AS segment_value,"
              + " 1 + id % 3 AS leavers, 80.5D + id AS average_headcount, false AS suppressed FROM range(16)",
          "gold.kpi_acquisition_monthly",
          "SELECT add_months(DATE'2026-03-01', CAST(-id AS INT)) AS month, s.*, id > 0 AS is_complete FROM range(16)"
              + " LATERAL VIEW stack(4, 'all', 'all', 630 + 10 * id, 14 + id % 3,"
              + " 'acquisition_channel', 'paid', 600 + 10 * id, 7 + id % 3,"
              + " 'acquisition_channel', 'event', 30L, 2L,"
              + " 'acquisition_channel', 'referral', CAST(NULL AS BIGINT), 5L) s"
              + " AS segment_name, segment_value, spend, new_customers",
          "gold.fct_call",
          "SELECT 'k' || id AS call_id, IF(id % 5 = 0, 'outbound', 'inbound') AS direction, 'sales' AS queue,"
              + " IF(id % 7 = 0, NULL, id % 4 > 0) AS is_answered, IF(id % 7 = 0, NULL, id % 4 = 0) AS is_abandoned,"
              + " IF(id % 11 = 0, NULL, id * 977 % 90000) AS wait_ms, IF(id % 3 = 0, NULL, id % 2 = 0) AS is_solved,"
              + (" "
                  + DAY
                  + " AS call_date, trunc("
                  + DAY
                  + ", 'MM') AS call_month FROM range(2000)"),
          "gold.fct_subscription",
          "SELECT 's' || id AS subscription_id, 'c' || (id * 3) AS customer_id, DATE'2025-01-15' AS start_date,"
              + " IF(id % 4 = 0, DATE'2026-02-15', NULL) AS end_date, id % 5 * 10 AS mrr FROM range(120)",
          "gold.dim_customer",
          "SELECT 2 * id + version AS customer_key, 'c' || id AS customer_id, version = 1 AS is_current,"
              + " IF(version = 0, DATE'1900-01-01', DATE'2026-01-01') AS match_from,"
              + " IF(version = 0, DATE'2026-01-01', NULL) AS valid_to,"
              + (" "
                  + DAY
                  + " AS acquired_date, IF(id % 4 = 0, 'referral', 'search') AS acquisition_channel")
              + " FROM range(900) LATERAL VIEW explode(array(0, 1)) AS version");

  private MadeUpFacts() {}

  static String instant(Object second) {
    return "timestamp_seconds(unix_seconds(CAST(" + DAY + " AS TIMESTAMP)) + " + second + ")";
  }
}
