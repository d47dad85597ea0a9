-- Delivered rows that are in no table, each with its reason; a row that a later delivery heals leaves.
-- Grain: one row per rejected row, table that it is not in and reason.
CREATE TABLE ops.rejected_record (
  stage STRING COMMENT 'intake, or the silver table whose conforming refused the row',
  source STRING COMMENT 'Source',
  entity STRING COMMENT 'Entity',
  file STRING COMMENT 'File below the landing root',
  file_id STRING COMMENT 'Identity of the file',
  row BIGINT COMMENT 'Row in the file, from 1, header rows not counted',
  record_id STRING COMMENT 'Source and native id of the record, where it has one',
  reason STRING COMMENT 'malformed_row, undecodable, too_long, missing_required, bad_type, out_of_scale, bad_period, missing_fx_rate, unknown_reference, repeated_key, file_refused',
  message STRING COMMENT 'What is wrong with the row',
  raw_text STRING COMMENT 'The row as delivered, personal data masked; null for rows that bronze holds'
) USING delta
COMMENT 'Delivered rows that are in no table, each with its reason; a row that a later delivery heals leaves'
TBLPROPERTIES ('cxw.key' = 'stage, file, row, record_id, reason', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
