-- By which working hours a ticket's business minutes are measured.
-- Grain: one row per ticket of a help desk that delivers schedules; of all others all time is working
-- time.
CREATE TABLE silver.ticket_hours (
  ticket_id STRING COMMENT 'Ticket',
  schedule_id STRING COMMENT 'Schedule at the end of as_of',
  plan ARRAY<STRUCT<since: TIMESTAMP, hours: STRING>> COMMENT 'Hours (silver.work_schedule) in order of time: the first from ever, each up to the next; null where one of them cannot be read: the ticket has no working time'
) USING delta
COMMENT 'Working hours of every ticket, also where its schedule changed'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id',
  'cxw.grain' = 'ticket of a help desk with schedules',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'silver.ticket(ticket_id), silver.ticket_event(ticket_id)'
)
