-- Recurring revenue and lifetime value of customers who were let down or are likely to leave.
-- Grain: one row per as-of date, reason and segment.
-- Rules: docs/decisions/revenue.md, Revenue at stake.
WITH answer AS (
  SELECT *, answer_group = 'detractor' AND response_date <= date_sub(:as_of, 2) AND coalesce(followed_up_at >= :as_of_end, true) AS is_open
  FROM gold.fct_survey_response
  WHERE metric = 'nps' AND customer_id IS NOT NULL
    AND response_date BETWEEN date_sub(:as_of, 89) AND :as_of
    AND response_month >= trunc(date_sub(:as_of, 89), 'MM')
),

told AS (
  SELECT customer_id,
    CASE
      WHEN max(struct(responded_at, response_id, question_id, answer_group)).answer_group <> 'detractor' THEN false
      WHEN bool_or(is_open AND NOT is_followed_up) THEN true
      WHEN bool_or(is_open AND is_followed_up IS NULL) THEN NULL  -- nobody can tell
      ELSE false
    END AS is_unanswered,
    CAST(NULL AS BOOLEAN) AS is_breached,
    CAST(NULL AS BOOLEAN) AS is_at_risk
  FROM answer
  GROUP BY customer_id
  UNION ALL
  SELECT customer_id, NULL, bool_or(status = 'breached'), NULL
  FROM gold.fct_ticket_sla
  WHERE customer_id IS NOT NULL AND outcome_date BETWEEN date_sub(:as_of, 89) AND :as_of
  GROUP BY customer_id
  UNION ALL
  SELECT customer_id, NULL, NULL, is_at_risk
  FROM gold.kpi_customer_health
  WHERE as_of_date = :as_of AND is_at_risk IS NOT NULL
),

customer AS (
  SELECT customer_id, bool_or(is_unanswered) AS is_unanswered, bool_or(is_breached) AS is_breached, bool_or(is_at_risk) AS is_at_risk
  FROM told
  GROUP BY customer_id
),

revenue AS (
  SELECT customer_id, mrr_after FROM gold.fct_mrr_movement WHERE month = trunc(:as_of, 'MM')
),

worth AS (
  SELECT c.is_unanswered, c.is_breached, c.is_at_risk, d.country, d.region, d.industry, d.plan, d.acquisition_channel,
    if(h.has_mrr, coalesce(r.mrr_after, 0), NULL) AS mrr,
    CAST(v.clv_12m AS DECIMAL(28, 8)) AS clv
  FROM customer c
  CROSS JOIN (SELECT count(*) > 0 AS has_mrr FROM revenue) h
  LEFT JOIN revenue r ON r.customer_id = c.customer_id
  LEFT JOIN gold.kpi_customer_clv v ON v.customer_id = c.customer_id AND v.as_of_date = :as_of
  LEFT JOIN gold.dim_customer d
    ON d.customer_id = c.customer_id AND :as_of >= d.match_from AND (d.valid_to IS NULL OR :as_of < d.valid_to)
)

SELECT
  :as_of AS as_of_date,
  r.reason,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  count(*) AS customers_known,
  count_if(r.applies) AS customers,
  CAST(sum(if(r.applies, w.mrr, 0 * w.mrr)) AS DECIMAL(28, 4)) AS mrr,
  CAST(sum(w.clv) FILTER (WHERE r.applies) AS DECIMAL(28, 4)) AS clv_12m,
  count(w.clv) FILTER (WHERE r.applies) AS clv_customers,
  trunc(:as_of, 'MM') AS as_of_month
FROM worth w
LATERAL VIEW stack(4,
  'any', array_max(array(is_unanswered, is_breached, is_at_risk)),  -- of those that are known
  'unanswered_detractor', is_unanswered,
  'breached_promise', is_breached,
  'low_health', is_at_risk) r AS reason, applies
LATERAL VIEW stack(6,
  'all', 'all', 'country', country, 'region', region, 'industry', industry, 'plan', plan,
  'acquisition_channel', acquisition_channel) s AS segment_name, segment_value
WHERE r.applies IS NOT NULL
GROUP BY r.reason, s.segment_name, coalesce(s.segment_value, 'unknown')
