-- Repeat orders by week against what the purchase model expected, of the latest fit; a model that serves first.
-- Grain: one row per week.
SELECT t.model, t.fit_date, t.week_end, t.is_holdout, t.actual_cumulative, t.expected_cumulative
FROM gold.kpi_clv_tracking t
LEFT JOIN gold.kpi_clv_model m
  ON m.model = t.model AND m.fit_date = t.fit_date AND m.segment_name = t.segment_name AND m.segment_value = t.segment_value
WHERE t.segment_name = 'all'
  AND t.fit_date = (SELECT max(fit_date) FROM gold.kpi_clv_tracking WHERE segment_name = 'all' AND fit_date <= :as_of)
ORDER BY coalesce(m.is_published, false) DESC, t.model, t.week_end
