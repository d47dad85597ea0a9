-- Checks that ran before each commit.
-- Grain: one row per run, table and check.
CREATE TABLE ops.check_result (
  run_id STRING COMMENT 'Run',
  `table` STRING COMMENT 'Table',
  check_name STRING COMMENT 'Check',
  severity STRING COMMENT 'fail or warn',
  description STRING COMMENT 'The rule',
  offences BIGINT COMMENT 'Rows that break it'
) USING delta
COMMENT 'Checks that ran before each commit'
TBLPROPERTIES ('cxw.key' = 'run_id, table, check_name', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
