-- Movements of monthly recurring revenue.
-- Grain: one row per customer and month with MRR before or after > 0.
-- Where a customer stands is decided once, in gold.fct_customer_month.
SELECT
  customer_id,
  customer_key,
  is_inferred,
  month,
  movement,
  mrr_before,
  mrr_after,
  CAST(mrr_after - mrr_before AS DECIMAL(18,4)) AS mrr_change,
  churn_kind,
  country,
  region,
  industry,
  plan,
  acquisition_channel
FROM gold.fct_customer_month
WHERE basis = 'subscriptions' AND (is_active_start OR is_active_end)
