-- The total of mrr over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(mrr_end) AS DOUBLE) AS value
FROM gold.kpi_churn_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND basis = 'subscriptions'
