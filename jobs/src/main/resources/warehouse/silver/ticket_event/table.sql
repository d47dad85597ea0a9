-- What happened to a ticket, in one shape whatever the help desk; no free text.
-- Grain: one row per event.
-- A merge stands at the ticket that was merged away (new_value: its target).
CREATE TABLE silver.ticket_event (
  event_id STRING COMMENT 'Event, <source>:<native id>:<position>',
  ticket_id STRING COMMENT 'Ticket that it happened to',
  source STRING COMMENT 'Help desk',
  event_at TIMESTAMP COMMENT 'When it happened',
  sequence BIGINT COMMENT 'Order of events of the same instant, where the source numbers them',
  kind STRING COMMENT 'created, reply (comment that is public, or of which nobody tells it), note (internal comment), status, priority, assignment, schedule, merge, rating, chat_end (a chat session is over), other (a part of the history that is none of these)',
  actor_id STRING COMMENT 'Who did it, <source>:<native id>',
  actor_role STRING COMMENT 'Role of the actor at that time: agent, end_user, system; null where no delivery tells it',
  is_public BOOLEAN COMMENT 'Whether the customer sees it; null where that means nothing, or nobody tells',
  channel STRING COMMENT 'Channel of this event, named as in silver.ticket; conversation: that of its ticket',
  old_value STRING COMMENT 'Value before: mapped status, priority, agent id, schedule id',
  new_value STRING COMMENT 'Value after; of a merge the target ticket; of a rating good or bad',
  is_derived BOOLEAN COMMENT 'Told by the ticket itself, not by its history: counts only where the history lacks it',
  source_record_id STRING COMMENT 'Bronze record that holds the event',
  _recheck_on DATE COMMENT 'Business date of the event: from then on it counts'
) USING delta
COMMENT 'Events of tickets: replies, changes of status, priority and assignee, schedules, merges, ratings'
TBLPROPERTIES (
  'cxw.key' = 'event_id',
  'cxw.grain' = 'event of a ticket',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.sorted_by' = 'ticket_id, event_id',
  'cxw.narrow_by' = 'source_record_id',
  'cxw.narrow' = 'bronze.zendesk_ticket_audits(_record_id), bronze.salesforce_case(_record_id), bronze.salesforce_case_history(_record_id), bronze.salesforce_case_comment(_record_id), bronze.salesforce_email_message(_record_id), bronze.freshdesk_tickets(_record_id), bronze.freshdesk_conversations(_record_id), bronze.hubspot_tickets(_record_id), bronze.intercom_conversations(_record_id), bronze.intercom_conversation_parts(_record_id), silver.ticket_rating(source_record_id)'
)
