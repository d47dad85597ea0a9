-- What a help desk tells of a rating: what query.sql reads as `sources`.
-- Grain: one row per delivered version of a rating.
-- NOT NULL: no source may leave the column out; a value that is null all the same is judged.
CREATE TABLE sources (
  ticket_id STRING NOT NULL COMMENT 'Ticket that was rated, <source>:<native id>',
  source STRING NOT NULL COMMENT 'Help desk',
  given_at STRING NOT NULL COMMENT 'When it was given or changed, as delivered',
  score STRING NOT NULL COMMENT 'good or bad; null: neither',
  actor_id STRING COMMENT 'Who rated, <source>:<native id>',
  delivery STRUCT<_delivery_date: DATE, _file: STRING, _row_number: BIGINT> NOT NULL COMMENT 'When and where it was delivered',
  _record_id STRING NOT NULL COMMENT 'Record in bronze'
)
