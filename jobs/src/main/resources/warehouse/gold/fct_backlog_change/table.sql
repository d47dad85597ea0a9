-- How each ticket moves the backlog: +1 where it enters a status and age band, -1 where it leaves,
-- seen at the end of each business date. The running sum over dates is the backlog of every date.
-- Grain: one row per date, ticket, status and age band.
CREATE TABLE gold.fct_backlog_change (
  metric_date DATE COMMENT 'Business date at whose end the ticket stands otherwise than the date before',
  ticket_id STRING COMMENT 'Ticket',
  source STRING COMMENT 'Help desk',
  status STRING COMMENT 'new, open, pending or hold',
  age_band STRING COMMENT 'Age at the end of the date in days of 24 hours: 0-1, 1-3, 3-7, 7-30, 30+; lower bound inclusive',
  change INT COMMENT '+1 enters, -1 leaves',
  _recheck_on DATE COMMENT 'Date of the next age band, where it enters',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Changes of the backlog: its running sum is the backlog'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, ticket_id, status, age_band',
  'cxw.grain' = 'date, ticket, status and age band that changed',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'ticket_id',
  'cxw.narrow' = 'silver.ticket_life(ticket_id), silver.ticket_status(ticket_id)'
)
