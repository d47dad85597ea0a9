-- What is left of the records of old runs: their totals by month and table.
-- Grain: one row per month and table.
CREATE TABLE ops.monthly_total (
  month DATE COMMENT 'First day of the month in which the runs began (UTC)',
  `table` STRING COMMENT 'Table, as layer.name',
  runs BIGINT COMMENT 'Runs that looked at the table',
  failed_runs BIGINT COMMENT 'Of these, the ones in which it failed, a check failed, or it waited for such a table',
  rows_inserted BIGINT COMMENT 'Rows that were new',
  rows_updated BIGINT COMMENT 'Rows that changed',
  rows_deleted BIGINT COMMENT 'Rows that were gone',
  rows_rejected BIGINT COMMENT 'Rows that could not be conformed, counted in each run',
  late_rows BIGINT COMMENT 'Of rows_inserted those of a business date that an earlier run had reached already',
  seconds DOUBLE COMMENT 'Wall time of its steps',
  check_offences BIGINT COMMENT 'Rows that broke a check, counted in each run',
  restated_values BIGINT COMMENT 'Rows of ops.restatement'
) USING delta
COMMENT 'What is left of the records of old runs: their totals by month and table'
TBLPROPERTIES ('cxw.key' = 'month, table', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
