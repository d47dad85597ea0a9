-- What became of a ticket by the end of as_of: one row per ticket that counts, calendar times only.
-- Grain: ticket, created by then, not deleted, spam or merged away. Rules: docs/kpi-decisions.md.
CREATE TABLE silver.ticket_life (
  ticket_id STRING COMMENT 'Ticket',
  source STRING COMMENT 'Help desk',
  status STRING COMMENT 'Status at the end of as_of',
  priority STRING COMMENT 'Priority at the end of as_of',
  channel STRING COMMENT 'Channel on which it was opened',
  topic STRING COMMENT 'Topic; null where none is known',
  brand STRING COMMENT 'Brand',
  group_id STRING COMMENT 'Group or queue',
  agent_id STRING COMMENT 'Assignee at the end',
  customer_source_key STRING COMMENT 'Requester',
  customer_id STRING COMMENT 'Customer; null if unknown',
  customer_ref STRING COMMENT 'customer_id, else customer_source_key, else the ticket: whose tickets are one contact history',
  created_at TIMESTAMP COMMENT 'Creation',
  first_reply_at TIMESTAMP COMMENT 'First public comment by an agent after creation',
  first_resolved_at TIMESTAMP COMMENT 'First resolution',
  first_reopened_at TIMESTAMP COMMENT 'First reopening',
  resolved_at TIMESTAMP COMMENT 'Last resolution; null while it is open',
  requester_wait_ms BIGINT COMMENT 'Time in new, open and hold up to the last change of status',
  agent_wait_ms BIGINT COMMENT 'Time in pending up to the last change of status',
  hold_ms BIGINT COMMENT 'Time in hold up to the last change of status',
  agent_replies BIGINT COMMENT 'Public comments by agents after creation; those of a chat are one',
  customer_replies BIGINT COMMENT 'Public comments by end users after creation',
  reopens BIGINT COMMENT 'Reopenings; null where the source has no history of status',
  handoffs BIGINT COMMENT 'Changes of assignee after the first assignment',
  is_escalated BOOLEAN COMMENT 'Escalated; null where the source cannot tell',
  is_resolved BOOLEAN COMMENT 'Solved or closed at the end of as_of',
  csat_first STRING COMMENT 'First rating: good or bad',
  csat_latest STRING COMMENT 'Latest rating: good or bad'
) USING delta
COMMENT 'Replies, resolutions, waits and touches of every ticket that counts'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id',
  'cxw.grain' = 'ticket that counts',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'silver.ticket(ticket_id), silver.ticket_event(ticket_id), silver.ticket_status(ticket_id)'
)
