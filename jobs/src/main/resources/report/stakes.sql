-- Revenue of customers who were let down, of the date.
-- Grain: one row per reason; any of them comes last.
SELECT reason, customers_known, customers, CAST(mrr AS DOUBLE) AS mrr, CAST(clv_12m AS DOUBLE) AS clv, clv_customers
FROM gold.kpi_revenue_at_stake
WHERE as_of_date = :as_of AND as_of_month = trunc(:as_of, 'MM') AND segment_name = 'all'
ORDER BY reason = 'any', reason
