-- Unsolved tickets at the end of every business date up to as_of.
-- Grain: one row per date, status, age band and source; no row where there are none.
CREATE TABLE gold.kpi_backlog_daily (
  metric_date DATE COMMENT 'Business date, at whose end the backlog is counted',
  status STRING COMMENT 'new, open, pending or hold',
  age_band STRING COMMENT 'Age at the end of the date in days of 24 hours: 0-1, 1-3, 3-7, 7-30, 30+; lower bound inclusive',
  source STRING COMMENT 'Help desk',
  tickets BIGINT COMMENT 'Unsolved tickets; semi-additive: of a window take the last date, never sum dates',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Ticket backlog at the end of each date'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, status, age_band, source',
  'cxw.grain' = 'date, status, age band and source',
  'cxw.owner' = 'support',
  'cxw.mode' = 'full'
)
