-- The records of contacts, of those of the window and of the 90 days up to its end.
-- Grain: one row per contact and record.
-- Read by the queries of records as contact_record.
WITH contact AS (
  SELECT *,
    source || ':' || substr(interaction_id, length(source) + length(type) + 3) AS event_id
  FROM gold.fct_interaction
  WHERE interaction_date BETWEEN least(:window_start, date_sub(:window_end, 89)) AND :window_end
)

SELECT
  interaction_id,
  customer_id,
  interaction_date,
  CASE type
    WHEN 'order' THEN 'silver.orders'
    WHEN 'ticket' THEN 'silver.ticket'
    WHEN 'survey_answer' THEN 'silver.survey_response'
    WHEN 'social_mention' THEN 'silver.social_mention'
    WHEN 'call' THEN 'silver.call'
  END AS named_in,
  -- that of an order is the order itself, whatever its lines
  if(type = 'order', event_id, record_id) AS record_id
FROM contact
WHERE type IN ('order', 'ticket', 'survey_answer', 'social_mention', 'call')
UNION ALL
SELECT
  c.interaction_id,
  c.customer_id,
  c.interaction_date,
  CASE e.source
    WHEN 'zendesk' THEN 'bronze.zendesk_ticket_audits'
    WHEN 'salesforce' THEN if(e.channel = 'email', 'bronze.salesforce_email_message', 'bronze.salesforce_case_comment')
    WHEN 'freshdesk' THEN if(e.is_derived, 'bronze.freshdesk_tickets', 'bronze.freshdesk_conversations')
    WHEN 'hubspot' THEN 'bronze.hubspot_tickets'
    WHEN 'intercom' THEN if(e.is_derived, 'bronze.intercom_conversations', 'bronze.intercom_conversation_parts')
    ELSE 'silver.ticket_event'
  END,
  e.source_record_id
FROM contact c
JOIN silver.ticket_event e ON e.event_id = c.event_id
WHERE c.type = 'comment'
UNION ALL
SELECT c.interaction_id, c.customer_id, c.interaction_date, 'bronze.ga4_events', e.event_id
FROM contact c
JOIN silver.web_event e ON e.session_id = c.record_id
WHERE c.type = 'web_session'
UNION ALL
SELECT c.interaction_id, c.customer_id, c.interaction_date, 'silver.experience_event', e.source_record_id
FROM contact c
JOIN silver.experience_event e ON e.experience_event_id = c.record_id
WHERE c.type = 'experience'
UNION ALL
SELECT c.interaction_id, c.customer_id, c.interaction_date, 'silver.chat_turn', t.turn_id
FROM contact c
JOIN silver.chat_turn t ON t.conversation_id = c.record_id
WHERE c.type = 'chat'
