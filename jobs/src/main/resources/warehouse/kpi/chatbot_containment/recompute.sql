-- The total of chatbot_containment over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(contained) AS DOUBLE) / nullif(CAST(sum(handover_known) AS DOUBLE), 0) AS value
FROM gold.kpi_chatbot_daily
WHERE metric_date BETWEEN :window_start AND :window_end
