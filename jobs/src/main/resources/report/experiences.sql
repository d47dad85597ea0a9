-- Experiments on the website, on the last date that is decided; where none is, on their last one.
-- Grain: one row per experience and variation.
WITH shown AS (
  SELECT
    experience_id,
    coalesce(max(metric_date) FILTER (WHERE uplift IS NOT NULL), max(metric_date)) AS metric_date
  FROM gold.kpi_experience_daily
  WHERE metric_date <= :as_of
  GROUP BY experience_id
)

SELECT
  d.experience_id, d.variation_id, d.is_control, d.metric_date, d.exposed_users_to_date AS users,
  d.converted_to_date AS converted, d.uplift, d.ci_low AS low, d.ci_high AS high, d.p_value, d.is_sample_ratio_mismatch
FROM gold.kpi_experience_daily d
JOIN shown s ON s.experience_id = d.experience_id AND s.metric_date = d.metric_date
ORDER BY d.experience_id, d.is_control DESC, d.variation_id
