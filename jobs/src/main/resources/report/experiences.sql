-- Experiments on the website, as they stood on their last date.
-- Grain: one row per experience and variation.
WITH latest AS (
  SELECT *, row_number() OVER (PARTITION BY experience_id, variation_id ORDER BY metric_date DESC) AS place
  FROM gold.kpi_experience_daily
  WHERE metric_date <= :as_of
)

SELECT
  experience_id, variation_id, is_control, metric_date, exposed_users_to_date AS users, converted_to_date AS converted, uplift,
  ci_low AS low, ci_high AS high, p_value, is_sample_ratio_mismatch
FROM latest
WHERE place = 1
ORDER BY experience_id, is_control DESC, variation_id
