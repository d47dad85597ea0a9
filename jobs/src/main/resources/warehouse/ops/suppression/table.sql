-- Identifiers of erased persons: rows that name them are not taken in again.
-- Grain: one row per identifier of an erased person, as a keyed hash.
CREATE TABLE ops.suppression (
  key_hash STRING COMMENT 'Keyed HMAC of an identifier; of kind secret: its key, itself encrypted with the key of pseudonyms',
  kind STRING COMMENT 'email, phone, id, customer, record (rows that belong to a row that was erased); secret',
  erasure_id STRING COMMENT 'Run that added it',
  key_id STRING COMMENT 'Of kind secret: which key of pseudonyms it is encrypted with'
) USING delta
COMMENT 'Identifiers of erased persons: rows that name them are not taken in again'
TBLPROPERTIES ('cxw.key' = 'key_hash', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
