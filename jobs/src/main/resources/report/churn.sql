-- Customers and recurring revenue of the last complete month, by what moved them.
-- Grain: one row per segment.
WITH month AS (
  SELECT * FROM gold.kpi_churn_monthly WHERE is_complete AND last_day(month) <= :as_of AND basis = 'subscriptions'
)

SELECT
  month, segment_name, segment_value, customers_start, customers_churned, customers_end,
  CAST(mrr_start AS DOUBLE) AS mrr_start, CAST(mrr_new AS DOUBLE) AS mrr_new, CAST(mrr_expansion AS DOUBLE) AS mrr_expansion,
  CAST(mrr_reactivation AS DOUBLE) AS mrr_reactivation, CAST(mrr_contraction AS DOUBLE) AS mrr_contraction,
  CAST(mrr_churn AS DOUBLE) AS mrr_churn, CAST(mrr_segment_in - mrr_segment_out AS DOUBLE) AS mrr_moved, CAST(mrr_end AS DOUBLE) AS mrr_end
FROM month
WHERE month = (SELECT max(month) FROM month)
ORDER BY segment_name, segment_value
