-- Purchases.
-- Grain: one row per order, whatever its lines; refunds are no contact.
-- The customer is that of gold.fct_order.
SELECT
  o.source || ':order:' || substr(o.order_number, length(o.source) + 2) AS interaction_id,
  o.order_id AS record_id,
  o.ordered_at AS occurred_at,
  o.order_date AS interaction_date,
  o.source,
  'order' AS type,
  o.channel,
  'order' AS touchpoint,
  'inbound' AS direction,
  t.journey_stage,
  o.customer_source_key,
  o.customer_id,
  o.customer_key,
  o.is_inferred,
  o.country,
  o.region,
  o.industry,
  o.plan,
  o.acquisition_channel,
  trunc(o.order_date, 'MM') AS interaction_month
FROM gold.fct_order o
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'order'
WHERE NOT o.is_refund AND o.line_number = 1
