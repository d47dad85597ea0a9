-- Spend beside the customers that were new, by month and channel.
-- Grain: one row per month and segment (all, or acquisition channel).
-- How a customer was won is as known now: a channel that is told late still names the one who paid for it.
-- Spend without a channel and customers without one are two unknowns that have nothing to do with each
-- other, so they are counted, and not divided.
-- Rule: docs/decisions/revenue.md (acquisition cost).
WITH first_day AS (
  SELECT customer_id, min(start_date) AS start_date
  FROM gold.fct_customer_tenure
  GROUP BY customer_id
),

channel AS (
  SELECT customer_id, acquisition_channel FROM gold.dim_customer WHERE is_current
),

value AS (
  SELECT customer_id, clv_12m FROM gold.kpi_customer_clv WHERE as_of_date = :as_of
),

told AS (
  SELECT
    trunc(f.start_date, 'MM') AS month,
    c.acquisition_channel,
    CAST(NULL AS DATE) AS spend_date,
    CAST(NULL AS DECIMAL(18,4)) AS spend,
    1 AS new_customers,
    v.clv_12m
  FROM first_day f
  LEFT JOIN channel c ON c.customer_id = f.customer_id
  LEFT JOIN value v ON v.customer_id = f.customer_id
  UNION ALL
  SELECT spend_month, acquisition_channel, spend_date, amount_reporting, 0, NULL
  FROM gold.fct_marketing_spend
),

summed AS (
  SELECT
    t.month, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    sum(t.spend) AS spend,
    count(DISTINCT t.spend_date) AS spend_days,
    sum(t.new_customers) AS new_customers,
    count(t.clv_12m) AS clv_customers,
    -- summed as decimals, so that the mean does not depend on the order of rows
    CAST(sum(CAST(t.clv_12m AS DECIMAL(28,8))) AS DOUBLE) / nullif(count(t.clv_12m), 0) AS clv_12m_mean
  FROM told t
  LATERAL VIEW stack(2, 'all', 'all', 'acquisition_channel', t.acquisition_channel) s AS segment_name, segment_value
  GROUP BY t.month, s.segment_name, coalesce(s.segment_value, 'unknown')
),

divided AS (
  SELECT
    *,
    if(segment_name = 'acquisition_channel' AND segment_value = 'unknown', NULL,
      CAST(spend AS DOUBLE) / nullif(new_customers, 0)) AS cac
  FROM summed
)

SELECT
  month,
  segment_name,
  segment_value,
  CAST(spend AS DECIMAL(28,4)) AS spend,
  spend_days,
  new_customers,
  cac,
  clv_customers,
  clv_12m_mean,
  clv_12m_mean / nullif(cac, 0) AS clv_to_cac,
  last_day(month) <= :as_of AS is_complete
FROM divided
