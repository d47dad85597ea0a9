-- The total of referred_new_revenue_share over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(mrr_12m_referred) AS DOUBLE) / nullif(CAST(sum(mrr_12m_start) AS DOUBLE), 0) AS value
FROM gold.kpi_churn_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND basis = 'subscriptions'
  AND mrr_12m_referred IS NOT NULL
