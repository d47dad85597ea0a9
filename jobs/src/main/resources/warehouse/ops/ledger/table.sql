-- What each table was last computed from.
-- Grain: one row per table and input of it.
CREATE TABLE ops.ledger (
  output STRING COMMENT 'Table',
  input STRING COMMENT 'Table that it was computed from; empty for a table without inputs',
  input_table_id STRING COMMENT 'Delta id of the input: another id means that it was recreated',
  input_version BIGINT COMMENT 'Delta version of the input',
  as_of DATE COMMENT 'As-of date that the output stands at',
  fingerprint STRING COMMENT 'SHA-256 of queries, columns, functions and settings that decide the output'
) USING delta
COMMENT 'What each table was last computed from'
TBLPROPERTIES ('cxw.key' = 'output, input', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
