-- Calls of customers, and to them.
-- Grain: one row per call.
-- A caller of whom nothing is told is no contact of a customer. The customer is that of gold.fct_call.
SELECT
  c.source || ':call:' || substr(c.call_id, length(c.source) + 2) AS interaction_id,
  c.call_id AS record_id,
  c.started_at AS occurred_at,
  c.call_date AS interaction_date,
  c.source,
  'call' AS type,
  'phone' AS channel,
  'support' AS touchpoint,
  c.direction,
  t.journey_stage,
  c.customer_source_key,
  c.customer_id,
  c.customer_key,
  c.is_inferred,
  c.country,
  c.region,
  c.industry,
  c.plan,
  c.acquisition_channel,
  c.call_month AS interaction_month
FROM gold.fct_call c
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'support'
WHERE c.customer_source_key IS NOT NULL
