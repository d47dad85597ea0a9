-- One row per run and table.
-- Grain: one row per run and table.
CREATE TABLE ops.step_run (
  run_id STRING COMMENT 'Run',
  `table` STRING COMMENT 'Table, as layer.name',
  status STRING COMMENT 'changed, unchanged, check_failed, failed, blocked',
  mode STRING COMMENT 'How it ran: skip, first, keys, partitions, full',
  reasons STRING COMMENT 'Why it ran',
  rows_inserted BIGINT COMMENT 'Rows that are new',
  rows_updated BIGINT COMMENT 'Rows that changed',
  rows_deleted BIGINT COMMENT 'Rows that are gone',
  rows_rejected BIGINT COMMENT 'Rows that could not be conformed',
  partitions BIGINT COMMENT 'Partitions touched',
  seconds DOUBLE COMMENT 'Wall time',
  delta_version BIGINT COMMENT 'Version committed; null if nothing was',
  message STRING COMMENT 'What went wrong, if anything did',
  late_rows BIGINT COMMENT 'Of rows_inserted those of a business date that an earlier run had reached already; silver tables of events, else 0'
) USING delta
COMMENT 'One row per run and table'
TBLPROPERTIES ('cxw.key' = 'run_id, table', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
