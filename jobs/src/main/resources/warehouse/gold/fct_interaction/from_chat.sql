-- Conversations of customers with chatbots.
-- Grain: one row per conversation: its turns are one contact.
-- Who did not say who it was is no contact of a customer.
SELECT
  c.source || ':chat:' || substr(c.conversation_id, length(c.source) + 2) AS interaction_id,
  c.conversation_id AS record_id,
  c.started_at AS occurred_at,
  c.started_date AS interaction_date,
  c.source,
  'chat' AS type,
  'chatbot' AS channel,
  'chatbot' AS touchpoint,
  'inbound' AS direction,
  t.journey_stage,
  coalesce(m.customer_source_key, c.customer_source_key) AS customer_source_key,
  m.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(c.started_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(c.started_date, 'MM') AS interaction_month
FROM silver.chat_conversation c
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'chatbot'
LEFT JOIN silver.customer_match m ON m.record_kind = 'chat_conversation' AND m.record_id = c.conversation_id
LEFT JOIN gold.dim_customer d
  ON d.customer_id = m.customer_id
  AND c.started_date >= d.match_from
  AND (d.valid_to IS NULL OR c.started_date < d.valid_to)
WHERE c.customer_source_key IS NOT NULL AND c.started_at < :as_of_end
