-- Keys are tried in their order: an id that nobody has must not hide an address that somebody has.
-- Answers of one submission tell the same of who gave them; employees are found elsewhere.
-- Grain: one row per kind of record and record.
WITH told AS (
  SELECT
    'survey_response' AS record_kind, response_id AS record_id,
    coalesce(customer_keys, array(customer_source_key)) AS keys
  FROM silver.survey_response
  WHERE audience = 'customer'
  UNION ALL
  SELECT 'survey_invitation', invitation_id, coalesce(customer_keys, array(customer_source_key))
  FROM silver.survey_invitation
  WHERE audience = 'customer'
  UNION ALL
  SELECT 'chat_conversation', conversation_id, coalesce(customer_keys, array(customer_source_key))
  FROM silver.chat_conversation
  UNION ALL
  SELECT 'call', call_id, customer_keys FROM silver.call
),

tried AS (
  SELECT record_kind, record_id, posexplode(keys) AS (place, lookup_key) FROM told
),

match AS (
  SELECT record_kind, record_id, min_by(struct(t.lookup_key, l.customer_id), t.place) AS m
  FROM tried t
  JOIN silver.customer_lookup l ON l.lookup_key = t.lookup_key
  GROUP BY record_kind, record_id
)

SELECT record_kind, record_id, m.lookup_key AS customer_source_key, m.customer_id FROM match
