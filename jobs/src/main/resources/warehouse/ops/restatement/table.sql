-- Published numbers that changed afterwards.
-- Grain: one row per run, table, row and column.
CREATE TABLE ops.restatement (
  run_id STRING COMMENT 'Run',
  `table` STRING COMMENT 'KPI table',
  row_key STRING COMMENT 'Key of the row, as JSON',
  column_name STRING COMMENT 'Column whose published value changed; * for a row that is gone',
  old_value STRING COMMENT 'Value before',
  new_value STRING COMMENT 'Value after',
  cause STRING COMMENT 'What moved: changed inputs, due rows, a changed definition'
) USING delta
COMMENT 'Published numbers that changed afterwards'
TBLPROPERTIES ('cxw.key' = 'run_id, table, row_key, column_name', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
