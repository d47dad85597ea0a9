-- The total of backlog over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(coalesce(sum(tickets), 0) AS DOUBLE) AS value
FROM gold.kpi_backlog_daily
WHERE metric_date = :window_end
