-- Date folders of the landing folder as they were dealt with last: while one lies the same, no run looks at its files again.
-- Grain: one row per source, entity and delivery date.
CREATE TABLE ops.landing_folder (
  path STRING COMMENT 'Path below the landing root: source/entity/date',
  delivery_date DATE COMMENT 'Date of the folder',
  files BIGINT COMMENT 'Files in it',
  digest STRING COMMENT 'Digest over name, size and time of its files, and size and time of its manifest',
  reading STRING COMMENT 'Fingerprint of how its files were read: another one reads them again',
  modified_at TIMESTAMP COMMENT 'Modification time of the folder. Null: it does not tell whether files came or went, or may move without being seen'
) USING delta
COMMENT 'Date folders of the landing folder as they were dealt with last'
TBLPROPERTIES ('cxw.key' = 'path', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
