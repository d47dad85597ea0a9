-- eNPS of closed months, for all employees together; a suppressed month has no parts.
-- Grain: one row per as-of date, KPI, window, role and segment.
SELECT
  w.as_of_date, w.kpi, w.window_name, w.role,
  e.segment_name,
  e.segment_value,
  CAST(e.promoters - e.detractors AS DECIMAL(38, 12)) AS numerator,
  CAST(e.answers AS DECIMAL(38, 12)) AS denominator,
  e.answers AS n,
  e.promoters AS positives,
  e.detractors AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN gold.kpi_enps_monthly e ON e.month = trunc(w.window_end, 'MM')
WHERE w.as_of_date = :as_of AND w.kpi = 'enps' AND e.segment_name = 'all' AND NOT e.suppressed
