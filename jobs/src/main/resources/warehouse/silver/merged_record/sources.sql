-- Into what a source says that a record was merged: what query.sql reads as `sources`.
-- Grain: one row per record that was merged away.
CREATE TABLE sources (
  object STRING NOT NULL COMMENT 'deal, company or account',
  record_id STRING NOT NULL COMMENT 'Record that was merged away, <source>:<native id>',
  source STRING NOT NULL COMMENT 'Source that says so',
  merged_into STRING NOT NULL COMMENT 'Record that the source names, perhaps merged away itself since'
)
