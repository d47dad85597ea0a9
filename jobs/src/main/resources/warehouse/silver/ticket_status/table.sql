-- The statuses through which a ticket went, one interval each, from creation on. What tickets wait,
-- when they are resolved and reopened, and the backlog are all read from here.
-- Grain: one row per ticket and interval.
-- Changes after as_of are kept; readers leave them out by from_at.
CREATE TABLE silver.ticket_status (
  ticket_id STRING COMMENT 'Ticket',
  position INT COMMENT 'Order of the interval within the ticket, from 0',
  status STRING COMMENT 'new, open, pending, hold, solved, closed',
  from_at TIMESTAMP COMMENT 'Start, inclusive',
  to_at TIMESTAMP COMMENT 'End, exclusive: the next change of status; null for the last one',
  is_resolution BOOLEAN COMMENT 'The ticket became solved, or closed without being solved, at from_at',
  is_reopening BOOLEAN COMMENT 'The ticket was reopened at from_at',
  is_derived BOOLEAN COMMENT 'Closing known from the ticket only: what went before is not known',
  _recheck_on DATE COMMENT 'Business date of from_at: from then on it counts'
) USING delta
COMMENT 'Status intervals of tickets'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id, position',
  'cxw.grain' = 'ticket and status interval',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'silver.ticket(ticket_id), silver.ticket_event(ticket_id)'
)
