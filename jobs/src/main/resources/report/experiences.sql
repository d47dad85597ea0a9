-- Experiments on the website, on the last date on which the windows of all users were over; where none is, on their last one.
-- Grain: one row per experience and variation; one that was not there on that date has its last row before it.
WITH known AS (
  SELECT
    *,
    max(if(_recheck_on IS NULL AND date_add(metric_date, :conversion_window_days) <= :as_of, metric_date, NULL))
      OVER (PARTITION BY experience_id) AS decided_date
  FROM gold.kpi_experience_daily
  WHERE metric_date <= :as_of
),

shown AS (
  SELECT *, row_number() OVER (PARTITION BY experience_id, variation_id ORDER BY metric_date DESC) AS place
  FROM known
  WHERE decided_date IS NULL OR metric_date <= decided_date
)

SELECT
  experience_id, variation_id, coalesce(is_control, false) AS is_control, metric_date, exposed_users_to_date AS users, converted_to_date AS converted, uplift,
  ci_low AS low, ci_high AS high, p_value, is_sample_ratio_mismatch
FROM shown
WHERE place = 1
ORDER BY experience_id, is_control DESC, variation_id
