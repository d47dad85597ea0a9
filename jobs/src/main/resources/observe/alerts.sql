-- Alerts of the scorecard that readers see, all segments together: one row per KPI. The row of single
-- days says since when; where there is none, any other window's does.
SELECT
  kpi,
  max_by(alert_direction, window_name = 'day') AS alert_direction,
  min(coalesce(alert_since, window_end)) AS alert_since,
  max_by(alert_reason, window_name = 'day') AS alert_reason
FROM gold.kpi_scorecard
WHERE as_of_date = (SELECT max(as_of_date) FROM gold.kpi_scorecard)
  AND segment_name = 'all' AND is_alert
GROUP BY kpi
ORDER BY kpi
