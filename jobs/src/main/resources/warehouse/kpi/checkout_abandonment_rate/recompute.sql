-- The total of checkout_abandonment_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(checkouts_begun - purchases) AS DOUBLE)
  / nullif(CAST(sum(checkouts_begun) AS DOUBLE), 0) AS value
FROM gold.kpi_web_daily
WHERE metric_date BETWEEN :window_start AND :window_end
