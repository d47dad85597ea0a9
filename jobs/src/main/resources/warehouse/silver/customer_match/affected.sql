-- Changed records, and those of which something that is told leads elsewhere now: merges, splits, late arrival.
WITH told AS (
  SELECT response_id AS record_id, explode(coalesce(customer_keys, array(customer_source_key))) AS lookup_key
  FROM silver.survey_response
  UNION ALL
  SELECT invitation_id, explode(coalesce(customer_keys, array(customer_source_key))) FROM silver.survey_invitation
  UNION ALL
  SELECT conversation_id, explode(coalesce(customer_keys, array(customer_source_key))) FROM silver.chat_conversation
  UNION ALL
  SELECT call_id, explode(customer_keys) FROM silver.call
)

SELECT response_id AS record_id FROM silver.survey_response_changes
UNION
SELECT invitation_id FROM silver.survey_invitation_changes
UNION
SELECT conversation_id FROM silver.chat_conversation_changes
UNION
SELECT call_id FROM silver.call_changes
UNION
SELECT t.record_id FROM told t LEFT SEMI JOIN silver.customer_lookup_changes l ON l.lookup_key = t.lookup_key
