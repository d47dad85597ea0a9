-- Consistent sets of table versions, written last in a run.
-- Grain: one row per run and table.
CREATE TABLE ops.publication (
  run_id STRING COMMENT 'Run that published',
  run_number BIGINT COMMENT 'Grows with each run: the highest is the current publication',
  `table` STRING COMMENT 'Table',
  delta_version BIGINT COMMENT 'Version that belongs to this consistent set'
) USING delta
COMMENT 'Consistent sets of table versions, written last in a run'
TBLPROPERTIES ('cxw.key' = 'run_id, table', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
