-- The total of escalation_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(escalated) AS DOUBLE)
  / nullif(CAST(sum(tickets_escalation_known) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
  AND escalated IS NOT NULL
