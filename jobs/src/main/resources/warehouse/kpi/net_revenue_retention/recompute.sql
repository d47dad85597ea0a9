-- The total of net_revenue_retention over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(mrr_start + mrr_expansion - mrr_contraction - mrr_churn + if(:nrr_includes_reactivation, mrr_reactivation, 0)) AS DOUBLE)
  / nullif(CAST(sum(mrr_start) AS DOUBLE), 0) AS value
FROM gold.kpi_churn_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND basis = 'subscriptions'
