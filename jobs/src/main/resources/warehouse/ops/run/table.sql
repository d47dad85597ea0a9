-- One row per run; a run that died has no end and no exit code.
-- Grain: one row per run.
CREATE TABLE ops.run (
  run_id STRING COMMENT 'As-of date and run number',
  run_number BIGINT COMMENT 'Grows by one with each run; also the fence of its commits',
  as_of DATE COMMENT 'Business date that the run was asked for',
  table_as_of DATE COMMENT 'Highest as_of ever run: where all tables but as-of ones stand',
  started_at TIMESTAMP COMMENT 'Wall clock, UTC',
  finished_at TIMESTAMP COMMENT 'Wall clock, UTC',
  exit_code INT COMMENT '0 done; 1 failure; 3 a check failed or a file was refused; null: the run died. Runs that end with 2, 4 or 5 before anything is taken in have no row',
  landing_digest STRING COMMENT 'SHA-256 over path, size and time of every file in reach',
  definition_digest STRING COMMENT 'SHA-256 over the fingerprints of all tables',
  files BIGINT COMMENT 'Files taken in',
  rows_in BIGINT COMMENT 'Rows taken in',
  rows_rejected BIGINT COMMENT 'Rows rejected while taking in and conforming',
  host STRING COMMENT 'Where the driver ran',
  undone_by STRING COMMENT 'Run that took this one back, which then counts no more; a rollback and maintenance name themselves. Null: the run stands',
  command STRING COMMENT 'What was asked for: run, backfill, repair, maintain, erase, rollback, publication rollback; null in rows of before the column was there',
  only_tables STRING COMMENT 'Tables as asked for by --only, with commas; of a repair the table. Null: all'
) USING delta
COMMENT 'One row per run; a run that died has no end and no exit code'
TBLPROPERTIES ('cxw.key' = 'run_id', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
