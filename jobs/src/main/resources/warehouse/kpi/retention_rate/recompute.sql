-- The total of retention_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(customers_start - customers_churned) AS DOUBLE)
  / nullif(CAST(sum(customers_start) AS DOUBLE), 0) AS value
FROM gold.kpi_churn_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND basis = (SELECT max(basis) FROM gold.kpi_churn_monthly)
