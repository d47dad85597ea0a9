-- Every delivered file that was looked at.
-- Grain: one row per run and file that was looked at.
CREATE TABLE ops.ingested_file (
  file_id STRING COMMENT 'Identity of the contents: source, entity, survey folder and SHA-256',
  source STRING COMMENT 'Source',
  entity STRING COMMENT 'Entity',
  survey_folder STRING COMMENT 'Folders between the date and the file; empty if there are none',
  path STRING COMMENT 'Path below the landing root',
  delivery_date DATE COMMENT 'Date of its folder',
  bytes BIGINT COMMENT 'Size as delivered',
  modified_at TIMESTAMP COMMENT 'Modification time in the landing folder',
  manifest STRING COMMENT 'Size and time of the manifest of its delivery; empty if it has none',
  sha256 STRING COMMENT 'SHA-256 of the bytes',
  status STRING COMMENT 'ok, empty, header_only, partial, refused, duplicate; replaced: its path holds other bytes now',
  reason STRING COMMENT 'Why it was refused',
  rows BIGINT COMMENT 'Rows in bronze',
  rejected BIGINT COMMENT 'Rows rejected',
  suppressed BIGINT COMMENT 'Rows not taken in, since they are about erased persons',
  bronze_version BIGINT COMMENT 'Delta version of the bronze table that holds it',
  reading STRING COMMENT 'Fingerprint of how it was read: another one reads the file again',
  run_number BIGINT COMMENT 'Run that took it in; the latest row per path counts',
  run_id STRING COMMENT 'Run that took it in',
  repeated_keys BIGINT COMMENT 'Keys that come several times in it with different contents, and no cursor tells which is the later one'
) USING delta
COMMENT 'Every delivered file that was looked at'
TBLPROPERTIES ('cxw.key' = 'path, run_number', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
