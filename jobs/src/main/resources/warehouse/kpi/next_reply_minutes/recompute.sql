-- The total of next_reply_minutes over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(next_reply_ms_sum / 60000) AS DOUBLE)
  / nullif(CAST(sum(next_replies) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
