-- The scorecard of the date: 28 days, or the month of KPIs that are known by month.
-- Grain: one row per KPI and segment.
SELECT
  s.kpi, s.segment_name, s.segment_value, s.window_name, s.window_start, s.window_end,
  s.value, s.n, s.ci_low, s.ci_high, s.previous_value, s.previous_window_start, s.previous_window_end, s.change, s.change_ci_low, s.change_ci_high,
  s.target, s.benchmark_low, s.benchmark_high, s.benchmark_status, s.alert_direction, s.alert_reason
FROM gold.kpi_scorecard s
JOIN gold.dim_kpi k ON k.kpi = s.kpi
WHERE s.as_of_date = :as_of
  AND s.as_of_month = trunc(:as_of, 'MM')
  AND s.window_name = if(k.period IN ('month', 'month_to_date'), 'month', '28d')
  AND s.segment_name IN ('all', 'country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
ORDER BY s.kpi, s.segment_name, s.segment_value
