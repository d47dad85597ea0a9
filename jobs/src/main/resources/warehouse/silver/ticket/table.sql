-- Tickets of all help desks as their latest record says; what happened to them is in ticket_event.
-- Grain: one row per ticket.
-- Deleted, spam and merged ones are kept here and leave every count later.
CREATE TABLE silver.ticket (
  ticket_id STRING COMMENT 'Ticket, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  native_status STRING COMMENT 'Status as the help desk names it',
  status STRING COMMENT 'new, open, pending, hold, solved, closed by configuration; null when deleted',
  priority STRING COMMENT 'low, normal, high, urgent or the native one in lower case',
  channel STRING COMMENT 'email, web, chat, messaging, social, phone, api or another word of support.channels; as delivered where none is known',
  topic STRING COMMENT 'Topic by configured rules, the first of topics; null where none is known',
  topics ARRAY<STRING> COMMENT 'All topics whose rules its tags, category, form fields or words fit, in the order of the rules; null where none does',
  brand STRING COMMENT 'Brand, <source>:<native id>',
  group_id STRING COMMENT 'Group or queue of the latest record',
  agent_id STRING COMMENT 'Assignee of the latest record',
  customer_source_key STRING COMMENT 'Requester, <source>:<native id>; where only the address is told, email:<pseudonym>',
  customer_address STRING COMMENT 'Address that the ticket itself names, email:<pseudonym>: tried where the requester leads to no customer; null: none',
  requester_id STRING COMMENT 'Who asks: the requester, of a case without a contact the user who opened it; null where it only names its sender. Her own comments are no replies, whoever she is',
  opened_by STRING COMMENT 'Who opened it, by its own word: agent, end_user or system; null: nobody tells whether who filed it is an agent',
  created_at TIMESTAMP COMMENT 'When it was created',
  updated_at TIMESTAMP COMMENT 'When the latest record was changed last, by its own word; null where it does not say',
  is_deleted BOOLEAN COMMENT 'Deleted at the source',
  is_spam BOOLEAN COMMENT 'Marked as spam; false where the source deletes spam',
  is_merged BOOLEAN COMMENT 'Merged into another ticket',
  merged_into STRING COMMENT 'Ticket into which it was merged, where known',
  is_escalated BOOLEAN COMMENT 'Escalated; null where the source cannot tell',
  csat STRING COMMENT 'Rating of the latest record: good or bad',
  has_status_history BOOLEAN COMMENT 'Whether the source delivers changes of status',
  has_reply_history BOOLEAN COMMENT 'Whether the source delivers the replies of all tickets, so that none is a fact; null: the history of each ticket tells',
  has_opening_event BOOLEAN COMMENT 'The history of a ticket begins with its opening: one without it is not whole',
  history_parts BIGINT COMMENT 'How many parts the ticket says that its history has; null where it does not say',
  is_reopened BOOLEAN COMMENT 'The ticket itself says that it was reopened; null where it does not say',
  is_unanswered BOOLEAN COMMENT 'The ticket itself says that no agent answered; null where it says nothing of it',
  policy_id STRING COMMENT 'First SLA policy by position that applies to the latest record; null where none does',
  _recheck_on DATE COMMENT 'Business date of creation: from then on it counts'
) USING delta
COMMENT 'Tickets in one shape whatever the help desk'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id',
  'cxw.grain' = 'ticket',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'bronze.zendesk_tickets(_record_id), bronze.salesforce_case(_record_id), bronze.freshdesk_tickets(_record_id), bronze.hubspot_tickets(_record_id), bronze.intercom_conversations(_record_id), silver.ticket_event(ticket_id)'
)
