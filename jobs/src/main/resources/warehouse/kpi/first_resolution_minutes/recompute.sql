-- The total of first_resolution_minutes over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(first_resolution_ms_sum / 60000) AS DOUBLE)
  / nullif(CAST(sum(first_resolution_n) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
