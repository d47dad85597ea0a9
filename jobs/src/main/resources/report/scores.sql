-- The scorecard of the date: 28 days, or the month of KPIs that are known by month.
-- Alerts of single days stand beside it.
-- Grain: one row per KPI and segment.
SELECT
  s.kpi, s.segment_name, s.segment_value, s.window_name, s.window_start, s.window_end,
  s.value, s.n, s.ci_low, s.ci_high, s.previous_value, s.previous_window_start, s.previous_window_end, s.change, s.change_ci_low, s.change_ci_high,
  s.target, s.benchmark_low, s.benchmark_high, s.benchmark_status,
  coalesce(s.alert_direction, d.alert_direction) AS alert_direction,
  nullif(concat_ws('; ', s.alert_reason, 'by day ' || d.alert_reason || coalesce(', since ' || CAST(d.alert_since AS STRING), '')), '') AS alert_reason
FROM gold.kpi_scorecard s
JOIN gold.dim_kpi k ON k.kpi = s.kpi
LEFT JOIN gold.kpi_scorecard d
  ON d.as_of_date = s.as_of_date AND d.as_of_month = s.as_of_month AND d.kpi = s.kpi AND d.window_name = 'day' AND d.is_alert
  AND d.segment_name = s.segment_name AND d.segment_value = s.segment_value
WHERE s.as_of_date = :as_of
  AND s.as_of_month = trunc(:as_of, 'MM')
  AND s.window_name = if(k.period IN ('month', 'month_to_date'), 'month', '28d')
  AND s.segment_name IN ('all', 'country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
ORDER BY s.kpi, s.segment_name, s.segment_value
