-- Marketing spend and the customers who were new, by month, in total and by acquisition channel.
-- Grain: one row per as-of date, KPI, window, role and segment.
-- Where no spend was delivered there are no parts. Spend of no channel and customers of whom nobody tells
-- how they were won are two unknowns, in the total only. Rule: docs/decisions/revenue.md (acquisition cost).
SELECT
  w.as_of_date, w.kpi, w.window_name, w.role,
  a.segment_name,
  a.segment_value,
  CAST(a.spend AS DECIMAL(38, 12)) AS numerator,
  CAST(a.new_customers AS DECIMAL(38, 12)) AS denominator,
  a.new_customers AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN gold.kpi_acquisition_monthly a ON a.month = trunc(w.window_end, 'MM')
WHERE w.as_of_date = :as_of
  AND w.kpi = 'customer_acquisition_cost'
  AND a.spend IS NOT NULL
  AND (a.segment_name = 'all' OR a.segment_value <> 'unknown')
