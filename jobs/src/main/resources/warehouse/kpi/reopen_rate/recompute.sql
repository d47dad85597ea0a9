-- The total of reopen_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(tickets_reopened) AS DOUBLE)
  / nullif(CAST(sum(tickets_reopen_known) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
  AND tickets_reopened IS NOT NULL
