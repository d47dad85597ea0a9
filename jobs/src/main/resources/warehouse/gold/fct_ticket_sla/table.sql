-- What was promised for each ticket, and what became of it.
-- Grain: one row per ticket, metric and instance (of replies and updates every one, of the others one
-- a ticket); only tickets that count.
-- Rules: docs/decisions/support.md, from "Which policy" on.
CREATE TABLE gold.fct_ticket_sla (
  ticket_id STRING COMMENT 'Ticket, <source>:<native id>',
  metric STRING COMMENT 'first_reply_time, next_reply_time, periodic_update_time, pausable_update_time, requester_wait_time, agent_work_time or total_resolution_time',
  instance INT COMMENT 'Number of the promise within ticket and metric, from 1',
  source STRING COMMENT 'Help desk',
  policy_id STRING COMMENT 'Policy; <source>:default where the source delivers none',
  priority STRING COMMENT 'Priority in force when it was fulfilled, or at the end of as_of',
  customer_source_key STRING COMMENT 'Requester, <source>:<native id>',
  customer_id STRING COMMENT 'Customer; null if unknown',
  customer_key BIGINT COMMENT 'Version of the customer in dim_customer; -1 if unknown',
  is_inferred BOOLEAN COMMENT 'The ticket is older than the first known version of its customer',
  country STRING COMMENT 'Segment of the customer at creation',
  region STRING COMMENT 'Segment of the customer at creation',
  industry STRING COMMENT 'Segment of the customer at creation',
  plan STRING COMMENT 'Segment of the customer at creation',
  acquisition_channel STRING COMMENT 'Segment of the customer at creation',
  is_business_hours BOOLEAN COMMENT 'Whether the target is working time',
  target_minutes DOUBLE COMMENT 'Target in force when it was fulfilled, or at the end of as_of',
  started_at TIMESTAMP COMMENT 'Start of the clock; a change of priority never moves it',
  due_at TIMESTAMP COMMENT 'First instant at which the elapsed time reaches the target; null while paused',
  fulfilled_at TIMESTAMP COMMENT 'When it was fulfilled, in time or late; null while open',
  elapsed_minutes DOUBLE COMMENT 'Minutes on the clock, working time where the target is; null while the clock runs',
  status STRING COMMENT 'met, breached (late, fulfilled or not), active, paused',
  outcome_date DATE COMMENT 'Business date that decided it: of fulfilled_at if met, of due_at if breached',
  started_month DATE COMMENT 'First day of the month of the start',
  _recheck_on DATE COMMENT 'Date on which it will be late if nothing happens'
) USING delta
PARTITIONED BY (started_month)
COMMENT 'Service level agreements: every promise to a customer, kept or not'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id, metric, instance',
  'cxw.grain' = 'ticket, metric and promise (instance)',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'gold.fct_ticket(ticket_id), silver.ticket(ticket_id), silver.ticket_event(ticket_id), silver.ticket_status(ticket_id), silver.ticket_hours(ticket_id)'
)
