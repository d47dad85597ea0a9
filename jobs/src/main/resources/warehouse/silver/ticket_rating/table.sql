-- What customers said of a ticket when the help desk asked them, in one shape whatever the help desk:
-- good or bad. Each delivered version of a rating is one, since a rating is changed in place.
-- Grain: one row per rating, instant and score.
CREATE TABLE silver.ticket_rating (
  rating_id STRING COMMENT 'Rating as given at one instant, <record>:rating:<microseconds>:<score>',
  ticket_id STRING COMMENT 'Ticket that was rated, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  rated_at TIMESTAMP COMMENT 'When it was given or changed (UTC)',
  score STRING COMMENT 'good or bad; what is neither is no row',
  actor_id STRING COMMENT 'Who rated, <source>:<native id>',
  source_record_id STRING COMMENT 'Bronze record that holds the rating'
)
USING delta
COMMENT 'Ratings of tickets as good or bad, with every change of mind'
TBLPROPERTIES (
  'cxw.key' = 'rating_id',
  'cxw.grain' = 'rating, instant and score',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'source_record_id',
  'cxw.narrow' = 'bronze.zendesk_satisfaction_ratings(_record_id), bronze.freshdesk_satisfaction_ratings(_record_id), bronze.intercom_conversations(_record_id)'
)
