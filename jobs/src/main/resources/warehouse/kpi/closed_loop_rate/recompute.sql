-- The total of closed_loop_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(followed_up) AS DOUBLE) / nullif(CAST(sum(follow_up_known) AS DOUBLE), 0) AS value
FROM gold.kpi_survey_daily
WHERE metric_date BETWEEN :window_start AND :window_end
  AND metric = 'nps'
