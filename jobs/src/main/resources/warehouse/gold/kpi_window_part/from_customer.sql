-- KPIs of customers at the end of a window: lifetime value as published on that date, repeat purchases
-- in the 365 days and contacts in the 90 days up to it.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH ending AS (
  SELECT DISTINCT window_end FROM gold.kpi_window
  WHERE as_of_date = :as_of AND kpi = 'repeat_purchase_rate'
),

purchase_day AS (  -- the rule of a purchase day is that of gold.fct_purchase_day
  SELECT e.window_end, d.customer_id, d.purchase_date
  FROM gold.fct_purchase_day d
  JOIN ending e ON d.purchase_date BETWEEN date_sub(e.window_end, 364) AND e.window_end
  WHERE d.is_purchase
),

customer AS (
  SELECT 'repeat_purchase_rate' AS kpi, window_end, customer_id, CAST(if(count(*) >= 2, 1, 0) AS DECIMAL(28, 8)) AS x
  FROM purchase_day
  GROUP BY window_end, customer_id
  UNION ALL
  -- the least channel is not the greatest: there are two or more
  SELECT 'omnichannel_share', e.window_end, i.customer_id,
    CAST(if(coalesce(min(i.channel) < max(i.channel), false), 1, 0) AS DECIMAL(28, 8))
  FROM gold.fct_interaction i
  JOIN ending e ON i.interaction_date BETWEEN date_sub(e.window_end, 89) AND e.window_end
  WHERE i.customer_id IS NOT NULL
    AND i.interaction_month >= trunc(date_sub(:as_of, 364 + 89), 'MM')
  GROUP BY e.window_end, i.customer_id
  UNION ALL
  SELECT 'clv_mean', as_of_date, customer_id, CAST(clv_12m AS DECIMAL(28, 8))
  FROM gold.kpi_customer_clv
  WHERE clv_12m IS NOT NULL
),

part AS (
  SELECT
    c.kpi, c.window_end, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    CAST(sum(c.x) AS DECIMAL(38, 12)) AS numerator,
    count(*) AS n,
    CAST(sum(CAST(c.x * c.x AS DECIMAL(28, 8))) AS DECIMAL(38, 12)) AS sum_sq
  FROM customer c
  LEFT JOIN gold.dim_customer d
    ON d.customer_id = c.customer_id
    AND c.window_end >= d.match_from
    AND (d.valid_to IS NULL OR c.window_end < d.valid_to)
  LATERAL VIEW stack(6,
    'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
    'acquisition_channel', d.acquisition_channel) s AS segment_name, segment_value
  GROUP BY c.kpi, c.window_end, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  w.as_of_date, w.kpi, w.window_name, w.role, p.segment_name, p.segment_value,
  p.numerator,
  CAST(p.n AS DECIMAL(38, 12)) AS denominator,
  p.n,
  if(p.kpi <> 'clv_mean', CAST(p.numerator AS BIGINT), NULL) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  p.sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN part p ON p.kpi = w.kpi AND p.window_end = w.window_end
WHERE w.as_of_date = :as_of
