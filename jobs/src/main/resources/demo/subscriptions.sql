-- Subscriptions, by month
-- of gold.kpi_churn_monthly
SELECT
  date_format(month, 'yyyy-MM') AS month, customers_start, customers_churned, churn_rate,
  net_revenue_retention, mrr_end
FROM gold.kpi_churn_monthly
WHERE basis = 'subscriptions' AND segment_name = 'all' AND month >= '2026-01-01'
ORDER BY month
