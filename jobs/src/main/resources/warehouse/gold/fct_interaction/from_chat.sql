-- Conversations of customers with chatbots. Grain: conversation: its turns are one contact. Who did not say
-- who it was is no contact of a customer. Of what the bot was told, the first that leads to a customer counts.
WITH conversation AS (
  SELECT * FROM silver.chat_conversation WHERE customer_source_key IS NOT NULL AND started_at < :as_of_end
),

who AS (
  SELECT conversation_id, min_by(struct(k.lookup_key, l.customer_id), k.place) AS w
  FROM (
    SELECT conversation_id, posexplode(coalesce(customer_keys, array(customer_source_key))) AS (place, lookup_key)
    FROM conversation) k
  JOIN silver.customer_lookup l ON l.lookup_key = k.lookup_key
  GROUP BY conversation_id
)

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
  coalesce(w.w.lookup_key, c.customer_source_key) AS customer_source_key,
  w.w.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(c.started_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(c.started_date, 'MM') AS interaction_month
FROM conversation c
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'chatbot'
LEFT JOIN who w ON w.conversation_id = c.conversation_id
LEFT JOIN gold.dim_customer d
  ON d.customer_id = w.w.customer_id
  AND c.started_date >= d.match_from
  AND (d.valid_to IS NULL OR c.started_date < d.valid_to)
