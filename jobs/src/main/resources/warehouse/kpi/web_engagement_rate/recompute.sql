-- The total of web_engagement_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(engaged_sessions) AS DOUBLE) / nullif(CAST(sum(engagement_known) AS DOUBLE), 0) AS value
FROM gold.kpi_web_daily
WHERE metric_date BETWEEN :window_start AND :window_end
