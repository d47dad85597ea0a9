-- Organisations to which help desks count their users. Their names may be those of persons, and stay
-- in bronze.
-- Grain: one row per organisation.
CREATE TABLE silver.organization (
  organization_id STRING COMMENT 'Organisation, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  external_id STRING COMMENT 'What another system calls it, as delivered',
  tags ARRAY<STRING> COMMENT 'Tags, sorted',
  created_at TIMESTAMP COMMENT 'When the source created it; null where it does not say',
  _unread STRING COMMENT 'Optional columns that were delivered and could not be read, so that they are null here; null: none'
) USING delta
COMMENT 'Organisations of help desks, without names'
TBLPROPERTIES (
  'cxw.key' = 'organization_id',
  'cxw.grain' = 'organisation',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
