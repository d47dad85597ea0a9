-- Subscription periods with their customer and the exchange rate of their first day.
-- Grain: one row per subscription item and period.
-- A missing rate rejects the row until a rate arrives.
WITH start_rate AS (
  -- the latest rate on or before each first day in use
  SELECT s.currency, s.start_date, max_by(r.rate, r.rate_date) AS fx_rate
  FROM (SELECT DISTINCT currency, start_date FROM silver.subscription
        WHERE currency <> :reporting_currency) s
  JOIN rate r ON r.currency = s.currency AND r.rate_date <= s.start_date
  GROUP BY s.currency, s.start_date
),

valued AS (
  -- who is on no list is still a customer who pays, and counts in totals
  SELECT s.*, coalesce(l.customer_id, s.customer_source_key) AS customer_id,
    if(s.currency = :reporting_currency, CAST(1 AS DECIMAL(19,10)), r.fx_rate) AS fx_rate
  FROM silver.subscription s
  LEFT JOIN start_rate r ON r.currency = s.currency AND r.start_date = s.start_date
  LEFT JOIN silver.customer_lookup l ON l.lookup_key = s.customer_source_key
)

SELECT
  subscription_id,
  start_date,
  end_date,
  source,
  customer_source_key,
  customer_id,
  amount,
  billing_interval,
  interval_count,
  currency,
  fx_rate,
  plan,
  end_reason,
  reason,
  subscription_id AS _record_id,
  -- where such rows come from: the delivered row itself is found by its record id
  source || '/subscriptions' AS _file,
  CAST(NULL AS STRING) AS _file_id,
  CAST(NULL AS BIGINT) AS _row_number,
  CASE
    WHEN fx_rate IS NULL THEN 'missing_fx_rate'
    -- what no customer's sum could hold: 10^12 a month
    WHEN amount * fx_rate * CASE billing_interval WHEN 'day' THEN 31 WHEN 'week' THEN 5 ELSE 1 END > 1000000000000
      THEN 'out_of_scale'
  END AS _reject_reason
FROM valued
