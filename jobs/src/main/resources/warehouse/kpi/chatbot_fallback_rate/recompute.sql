-- The total of chatbot_fallback_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(fallbacks) AS DOUBLE) / nullif(CAST(sum(fallback_known) AS DOUBLE), 0) AS value
FROM gold.kpi_chatbot_daily
WHERE metric_date BETWEEN :window_start AND :window_end
