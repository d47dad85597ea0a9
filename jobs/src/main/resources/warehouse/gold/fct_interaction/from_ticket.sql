-- Tickets as the contact at their creation: the company's where an agent opened it for somebody else.
-- Grain: one row per ticket (deleted, spam and merged ones are in no fact).
-- The customer is that of gold.fct_ticket.
SELECT
  f.source || ':ticket:' || substr(f.ticket_id, length(f.source) + 2) AS interaction_id,
  f.ticket_id AS record_id,
  f.created_at AS occurred_at,
  f.created_date AS interaction_date,
  f.source,
  'ticket' AS type,
  f.channel,
  'support' AS touchpoint,
  if(f.opened_by = 'agent', 'outbound', if(f.opened_by IS NULL, NULL, 'inbound')) AS direction,
  t.journey_stage,
  f.customer_source_key,
  f.customer_id,
  f.customer_key,
  f.is_inferred,
  f.country,
  f.region,
  f.industry,
  f.plan,
  f.acquisition_channel,
  trunc(f.created_date, 'MM') AS interaction_month
FROM gold.fct_ticket f
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'support'
