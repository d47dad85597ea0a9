-- Repeat orders by week against what the purchase model expected, of the latest fit.
-- Grain: one row per week.
SELECT model, fit_date, week_end, is_holdout, actual_cumulative, expected_cumulative
FROM gold.kpi_clv_tracking
WHERE segment_name = 'all'
  AND fit_date = (SELECT max(fit_date) FROM gold.kpi_clv_tracking WHERE segment_name = 'all' AND fit_date <= :as_of)
ORDER BY model, week_end
