-- gold.fct_ticket_measure, gold.fct_ticket_sla or gold.fct_backlog_change name the ticket: by ticket_id
-- its record (silver.ticket) and the records of its history, replies and notes (silver.ticket_event).
-- Not listed: working hours, service level policies, agents.
-- Grain: one row per ticket and record.
SELECT ticket_id AS id, 'silver.ticket' AS named_in, ticket_id AS record_id
FROM silver.ticket
UNION ALL
SELECT
  ticket_id,
  CASE
    WHEN kind = 'rating' AND event_id NOT LIKE '%:audit:%' THEN 'silver.ticket_rating'
    WHEN source = 'zendesk' THEN 'bronze.zendesk_ticket_audits'
    WHEN source = 'salesforce' AND is_derived THEN 'bronze.salesforce_case'
    WHEN source = 'salesforce' AND kind = 'reply' AND channel = 'email' THEN 'bronze.salesforce_email_message'
    WHEN source = 'salesforce' AND kind IN ('reply', 'note') THEN 'bronze.salesforce_case_comment'
    WHEN source = 'salesforce' THEN 'bronze.salesforce_case_history'
    WHEN source = 'freshdesk' AND (kind IN ('created', 'status') OR event_id LIKE '%:first_reply') THEN 'bronze.freshdesk_tickets'
    WHEN source = 'freshdesk' THEN 'bronze.freshdesk_conversations'
    WHEN source = 'hubspot' THEN 'bronze.hubspot_tickets'
    WHEN source = 'intercom' AND event_id LIKE '%:part:%' THEN 'bronze.intercom_conversation_parts'
    WHEN source = 'intercom' THEN 'bronze.intercom_conversations'
    ELSE 'silver.ticket_event'
  END,
  source_record_id
FROM silver.ticket_event
