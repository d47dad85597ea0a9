-- The total of sla_attainment over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(met) AS DOUBLE) / nullif(CAST(sum(met + breached) AS DOUBLE), 0) AS value
FROM gold.kpi_sla_daily
WHERE metric_date BETWEEN :window_start AND :window_end
  AND metric = 'first_reply_time'
