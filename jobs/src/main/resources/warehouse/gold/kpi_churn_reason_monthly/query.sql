-- Reasons of churn, of lost deals and of cancellation surveys.
-- Grain: one row per month, reason and kind.
-- A churned customer has the one reason of the subscription that ended last, so that they sum to the
-- churned customers of gold.kpi_churn_monthly (subscriptions).
-- Rule: docs/decisions/revenue.md (churn reasons).
WITH counted AS (
  SELECT month, coalesce(churn_reason, 'unknown') AS reason, coalesce(churn_kind, 'unknown') AS kind,
    count(*) AS customers, sum(mrr_before) AS mrr, CAST(NULL AS BIGINT) AS deals
  FROM gold.fct_customer_month
  WHERE basis = 'subscriptions' AND movement = 'churn' AND :churn_on_subscriptions
  GROUP BY ALL
  UNION ALL
  SELECT d.lost_month, coalesce(d.reason, 'unknown'), 'lost_deal',
    -- a deal without a contact is nobody else's
    count(DISTINCT coalesce(l.customer_id, d.customer_source_key, d.deal_id)), NULL, count(*)
  FROM silver.lost_deal d
  LEFT JOIN silver.customer_lookup l ON l.lookup_key = d.customer_source_key
  WHERE d.lost_date <= :as_of
  GROUP BY ALL
  UNION ALL
  SELECT c.response_month, c.reason, 'survey',
    count(DISTINCT coalesce(m.customer_id, l.customer_id, c.customer_source_key, c.response_id)), NULL, NULL
  FROM silver.cancellation_reason c
  LEFT JOIN silver.customer_match m ON m.record_kind = 'survey_response' AND m.record_id = c.response_id
  LEFT JOIN silver.customer_lookup l ON l.lookup_key = c.customer_source_key
  WHERE c.response_date <= :as_of
  GROUP BY ALL
)

SELECT
  month,
  reason,
  kind,
  customers,
  CAST(mrr AS DECIMAL(28,4)) AS mrr,
  deals,
  if(reason = 'unknown', NULL, CAST(row_number() OVER (
    PARTITION BY month, if(kind IN ('lost_deal', 'survey'), kind, 'churn'), reason = 'unknown'
    ORDER BY customers DESC, mrr DESC, reason, kind) AS INT)) AS reason_rank,
  last_day(month) <= :as_of AS is_complete,
  if(last_day(month) > :as_of, last_day(month), NULL) AS _recheck_on
FROM counted
