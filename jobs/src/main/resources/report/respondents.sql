-- Who answered the surveys of the latest decided month; later churn, which is decided after that, of the
-- latest month that has it.
-- Grain: one row per column and value of it; of the customers' own columns plan only.
SELECT
  month, segment_name, segment_value, invited, responded, ci_low AS low, ci_high AS high, nps, nps_answers,
  nps_post_stratified, nps_post_stratified_ci_low, nps_post_stratified_ci_high
FROM (
  SELECT *, max(month) OVER (PARTITION BY segment_name) AS latest
  FROM gold.kpi_non_response_monthly
  WHERE as_of_date = :as_of AND as_of_month = trunc(:as_of, 'MM') AND segment_name IN ('all', 'later_churn', 'clv_tier', 'plan'))
WHERE month = latest
ORDER BY array_position(array('all', 'later_churn', 'clv_tier', 'plan'), segment_name),
  array_position(array('high', 'medium', 'low'), segment_value), segment_value
