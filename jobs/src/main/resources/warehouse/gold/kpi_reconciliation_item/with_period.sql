-- Periods of subscriptions that have begun, those without a price included.
-- Grain: one row per subscription and period.
SELECT
  customer_id, start_date, coalesce(end_date, DATE'9999-12-31') AS end_date, mrr, amount, currency, billing_interval, interval_count,
  min(if(mrr > 0, start_date, NULL)) OVER (PARTITION BY customer_id) AS first_paid_date
FROM gold.fct_subscription
WHERE start_date <= :as_of AND (end_date IS NULL OR end_date > start_date)
