-- What each ticket adds to which day: gold.kpi_support_daily is the sum of these rows.
-- Grain: one row per ticket and measure. created counts on the date of creation, first_reply on that
-- of the reply, first_resolution (with reopening) on that of the first and all others on that of the
-- last resolution.
CREATE TABLE gold.fct_ticket_measure (
  metric_date DATE COMMENT 'Business date on which the measure counts',
  ticket_id STRING COMMENT 'Ticket',
  measure STRING COMMENT 'created, first_reply, first_resolution, resolution, requester_wait, agent_wait, hold',
  milliseconds BIGINT COMMENT 'Calendar duration; null for created, and where the source says that the end was before the creation',
  business_milliseconds BIGINT COMMENT 'The same in working time, where the help desk delivers no working hours in calendar time; null where the named schedule cannot be read',
  source STRING COMMENT 'Help desk',
  channel STRING COMMENT 'Channel on which the ticket was opened',
  priority STRING COMMENT 'Priority of the ticket',
  group_id STRING COMMENT 'Group or queue of the ticket',
  agent_id STRING COMMENT 'Assignee of the ticket',
  topic STRING COMMENT 'Topic of the ticket',
  country STRING COMMENT 'Segment of the customer at creation',
  region STRING COMMENT 'Segment of the customer at creation',
  industry STRING COMMENT 'Segment of the customer at creation',
  plan STRING COMMENT 'Segment of the customer at creation',
  acquisition_channel STRING COMMENT 'Segment of the customer at creation',
  is_reopened BOOLEAN COMMENT 'first_resolution only: reopened within 7 days; null where the source cannot tell',
  is_escalated BOOLEAN COMMENT 'resolution only: escalated; null where the source cannot tell',
  touches STRING COMMENT 'resolution only: zero, one, two, multi; null where replies are unknown',
  is_fcr BOOLEAN COMMENT 'resolution only: resolved at first contact; null where undecided',
  is_fcr_pending BOOLEAN COMMENT 'resolution only: the window of first contact resolution is not over',
  next_replies BIGINT COMMENT 'resolution only: agent replies to customer comments that followed an agent reply; null where the source cannot tell',
  next_reply_milliseconds BIGINT COMMENT 'resolution only: calendar time that all of them took together',
  contacts BIGINT COMMENT 'resolution only: contacts of the customer about the ticket: its opening, unless an agent or the system opened it, and public comments after it; null where the source cannot tell',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Daily contributions of every ticket'
TBLPROPERTIES (
  'cxw.key' = 'ticket_id, measure',
  'cxw.grain' = 'ticket and measure',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'gold.fct_ticket(ticket_id)'
)
