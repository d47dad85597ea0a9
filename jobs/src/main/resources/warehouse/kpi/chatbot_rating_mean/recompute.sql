-- The total of chatbot_rating_mean over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(rating_sum) AS DOUBLE) / nullif(CAST(sum(rating_n) AS DOUBLE), 0) AS value
FROM gold.kpi_chatbot_daily
WHERE metric_date BETWEEN :window_start AND :window_end
