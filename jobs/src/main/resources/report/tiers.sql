-- What customers are expected to be worth, by tier.
-- Grain: one row per segment and tier.
WITH customer AS (
  SELECT c.*, d.country, d.region, d.industry, d.plan, d.acquisition_channel
  FROM gold.kpi_customer_clv c
  LEFT JOIN gold.dim_customer d ON d.customer_id = c.customer_id AND d.is_current
  WHERE c.as_of_date = (SELECT max(as_of_date) FROM gold.kpi_customer_clv WHERE as_of_date <= :as_of)
)

SELECT
  s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value, coalesce(c.clv_tier, 'unknown') AS tier, count(*) AS customers,
  sum(c.clv_12m) AS clv, CAST(sum(c.historical_value) AS DOUBLE) AS historical_value, avg(c.p_alive) AS p_alive,
  sum(c.expected_orders_12m) AS expected_orders
FROM customer c
LATERAL VIEW stack(6,
  'all', 'all', 'country', country, 'region', region, 'industry', industry, 'plan', plan,
  'acquisition_channel', acquisition_channel) s AS segment_name, segment_value
GROUP BY s.segment_name, coalesce(s.segment_value, 'unknown'), coalesce(c.clv_tier, 'unknown')
ORDER BY segment_name, segment_value, tier
