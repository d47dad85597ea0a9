-- Orders in the reporting currency, at the latest rate on or before their business date.
-- Grain: one row per order line.
-- Apart from silver.orders, so that a new rate revalues the orders that it concerns, rejected ones
-- too, without reading delivered rows again.
WITH rate_day AS (
  -- one row per day up to each currency's last rate: an equality join, where a range join would
  -- compare every order with every rate
  SELECT currency, explode(sequence(rate_date, coalesce(date_sub(next_date, 1), rate_date))) AS day, rate
  FROM rate
),

last_rate AS (SELECT currency, max(rate_date) AS last_date FROM rate GROUP BY currency),

valued AS (
  SELECT
    o.order_id, o.source, o.order_date, o.order_month, o.amount,
    if(o.currency = :reporting_currency, CAST(1 AS DECIMAL(19,10)), d.rate) AS fx_rate
  FROM silver.orders o
  LEFT JOIN last_rate l ON l.currency = o.currency
  LEFT JOIN rate_day d ON d.currency = o.currency AND d.day = least(o.order_date, l.last_date)
)

SELECT
  order_id,
  order_date,
  order_month,
  fx_rate,
  if(abs(amount * fx_rate) > 1000000000000, NULL, CAST(round(amount * fx_rate, 4) AS DECIMAL(18,4))) AS amount_reporting,
  order_id AS _record_id,
  -- where such orders come from: the delivered row itself is found by its record id
  source || if(source = 'salesforce', '/opportunity', '/orders') AS _file,
  CAST(NULL AS STRING) AS _file_id,
  CAST(NULL AS BIGINT) AS _row_number,
  CASE
    WHEN fx_rate IS NULL THEN 'missing_fx_rate'
    WHEN abs(amount * fx_rate) > 1000000000000 THEN 'out_of_scale'  -- a customer's sum has to hold it
  END AS _reject_reason
FROM valued
