-- Orders and refunds up to as_of.
-- Grain: one row per order line.
-- An order of the future waits for its date; one without an exchange rate waits for the rate
-- (silver.order_value). Lines are numbered without those that wait or were rejected, so that each order
-- has a first one.
SELECT
  o.order_id,
  o.order_number,
  CAST(row_number() OVER (PARTITION BY o.order_number ORDER BY o.line_number, o.order_id) AS INT) AS line_number,
  o.source,
  o.customer_source_key,
  l.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(o.order_date < d.valid_from, false) AS is_inferred,
  o.ordered_at,
  o.order_date,
  o.order_month,
  o.amount,
  o.currency,
  v.amount_reporting,
  v.fx_rate,
  o.quantity,
  o.product,
  o.channel,
  o.is_refund,
  o.refund_of,
  o.promised_at,
  o.delivered_at,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel
FROM silver.orders o
JOIN silver.order_value v ON v.order_id = o.order_id
LEFT JOIN silver.customer_lookup l ON l.lookup_key = o.customer_source_key
LEFT JOIN gold.dim_customer d
  ON d.customer_id = l.customer_id
  AND o.order_date >= d.match_from AND (d.valid_to IS NULL OR o.order_date < d.valid_to)
WHERE o.ordered_at < :as_of_end
