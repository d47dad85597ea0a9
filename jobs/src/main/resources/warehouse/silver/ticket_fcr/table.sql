-- First contact resolution. A table of its own because it looks at the customer's other tickets: it is
-- recomputed by customer, all others by ticket.
-- Grain: one row per resolved ticket that was answered.
CREATE TABLE silver.ticket_fcr (
  ticket_id STRING COMMENT 'Resolved ticket with at least one agent reply',
  customer_ref STRING COMMENT 'Customer whose tickets are looked at, as in silver.ticket_life',
  window_ends_at TIMESTAMP COMMENT 'End of the window, inclusive: resolution + support.fcr-window-days',
  is_pending BOOLEAN COMMENT 'The window is not over at the end of as_of',
  is_fcr BOOLEAN COMMENT 'Resolved at first contact; null while pending',
  _recheck_on DATE COMMENT 'Date on which the window ends, while pending'
) USING delta
COMMENT 'First contact resolution of every answered and resolved ticket'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id',
  'cxw.grain' = 'resolved ticket with a reply of an agent',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_ref',
  'cxw.narrow' = 'silver.ticket_life(customer_ref)'
)
