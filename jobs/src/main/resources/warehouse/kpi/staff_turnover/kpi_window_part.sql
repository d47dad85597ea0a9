-- Staff turnover of closed months, for all employees together; a month that is suppressed, or of
-- which nobody tells who left, has no parts.
-- Grain: one row per as-of date, KPI, window, role and segment.
SELECT
  w.as_of_date, w.kpi, w.window_name, w.role,
  e.segment_name,
  e.segment_value,
  CAST(e.leavers AS DECIMAL(38, 12)) AS numerator,
  CAST(e.average_headcount AS DECIMAL(38, 12)) AS denominator,
  CAST(round(e.average_headcount) AS BIGINT) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  CAST(NULL AS DOUBLE) AS ci_low,
  CAST(NULL AS DOUBLE) AS ci_high,
  w.as_of_month
FROM gold.kpi_window w
JOIN gold.kpi_staff_turnover_monthly e ON e.month = trunc(w.window_end, 'MM')
WHERE w.as_of_date = :as_of AND w.kpi = 'staff_turnover' AND e.segment_name = 'all' AND e.leavers IS NOT NULL
