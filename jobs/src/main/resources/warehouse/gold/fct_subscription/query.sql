-- Subscription periods with monthly recurring revenue (MRR).
-- Grain: one row per subscription and period.
-- MRR = amount / months of the interval (a year has 12 months, 52 weeks, 365 days) at the rate of the
-- day on which the customer's first subscription in that currency began, so that rates move no MRR.
WITH priced AS (
  SELECT *,
    first_value(fx_rate) OVER (PARTITION BY customer_id, currency ORDER BY start_date, subscription_id) AS life_rate
  FROM silver.subscription_value
)

SELECT
  s.subscription_id,
  s.start_date,
  trunc(s.start_date, 'MM') AS start_month,
  s.end_date,
  s.source,
  s.customer_source_key,
  s.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(s.start_date < d.valid_from, false) AS is_inferred,
  s.amount,
  s.billing_interval,
  s.interval_count,
  s.currency,
  s.life_rate AS fx_rate,
  CAST(round(CASE s.billing_interval
    WHEN 'month' THEN s.amount * s.life_rate / s.interval_count
    WHEN 'year' THEN s.amount * s.life_rate / (12 * s.interval_count)
    WHEN 'week' THEN s.amount * s.life_rate * 52 / (12 * s.interval_count)
    WHEN 'day' THEN s.amount * s.life_rate * 365 / (12 * s.interval_count)
  END, 4) AS DECIMAL(18,4)) AS mrr,
  s.plan AS subscription_plan,
  s.end_reason,
  s.reason,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  s.start_date AS _recheck_on
FROM priced s
LEFT JOIN gold.dim_customer d
  ON d.customer_id = s.customer_id
  AND s.start_date >= d.match_from AND (d.valid_to IS NULL OR s.start_date < d.valid_to)
