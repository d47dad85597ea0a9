-- Interactions follow their own record; those that are linked here, not in a fact of their own, follow
-- their customer too: links (merges, splits, late arrival) and attributes.
WITH linked AS (
  SELECT session_id AS record_id, customer_source_key FROM silver.web_session
  UNION ALL
  SELECT experience_event_id, customer_source_key FROM silver.experience_event WHERE event_type = 'served'
  UNION ALL
  SELECT mention_id, customer_source_key FROM silver.social_mention
),

moved AS (
  SELECT lookup_key FROM silver.customer_lookup_changes
  UNION
  SELECT l.lookup_key
  FROM silver.customer_lookup l
  LEFT SEMI JOIN gold.dim_customer_changes d ON d.customer_id = l.customer_id
)

SELECT order_id AS record_id FROM gold.fct_order_changes
UNION
SELECT ticket_id FROM gold.fct_ticket_changes
UNION
SELECT ticket_id FROM silver.ticket_event_changes
UNION
SELECT response_id FROM gold.fct_survey_response_changes
UNION
SELECT call_id FROM gold.fct_call_changes
UNION
SELECT session_id FROM silver.web_session_changes
UNION
SELECT experience_event_id FROM silver.experience_event_changes
UNION
SELECT mention_id FROM silver.social_mention_changes
UNION
SELECT conversation_id FROM silver.chat_conversation_changes
UNION
SELECT record_id FROM silver.customer_match_changes WHERE record_kind = 'chat_conversation'
UNION
SELECT m.record_id
FROM silver.customer_match m
LEFT SEMI JOIN gold.dim_customer_changes d ON d.customer_id = m.customer_id
WHERE m.record_kind = 'chat_conversation'
UNION
SELECT f.ticket_id  -- of its comments each has the attributes of its own date
FROM gold.fct_ticket f
LEFT SEMI JOIN gold.dim_customer_changes d ON d.customer_id = f.customer_id
UNION
SELECT l.record_id FROM linked l LEFT SEMI JOIN moved m ON m.lookup_key = l.customer_source_key
