-- What was shown to whom, and what they did.
-- Grain: one row per event.
CREATE TABLE silver.experience_event (
  experience_event_id STRING COMMENT 'Event, dynamic_yield:<interaction>|<type>|<experience>|<variation>, of an impression with :impression',
  source STRING COMMENT 'dynamic_yield',
  event_type STRING COMMENT 'served, impression (seen), clicked, engagement (seen or clicked, which of both is not told), or activity (what the user did otherwise)',
  context STRING COMMENT 'Kind of page, as the tool names it, in lower case',
  experience_id STRING COMMENT 'Experience, dynamic_yield:<native id>; of an activity the one that it is reported for, mostly null',
  variation_id STRING COMMENT 'Variation, dynamic_yield:<native id>',
  is_control BOOLEAN COMMENT 'The variation is the control group; null: not told, and of activities',
  user_key STRING COMMENT 'Keyed HMAC of userId',
  customer_source_key STRING COMMENT 'Customer, <source>:<native id>: only where identity.references says what dynamic_yield.userId points to',
  event_at TIMESTAMP COMMENT 'When it happened (UTC)',
  event_date DATE COMMENT 'Business date of event_at',
  is_conversion BOOLEAN COMMENT 'An activity with revenue, or one of behaviour.key-events; null: the revenue of another activity cannot be read',
  revenue DECIMAL(18,4) COMMENT 'Revenue of an activity in the currency of the tool; null: none told, or it cannot be read',
  _unread STRING COMMENT 'Column that was delivered and cannot be read, so that it is null here (isControl, revenue); null: none',
  _recheck_on DATE COMMENT 'Business date of the event: from then on it counts',
  source_record_id STRING COMMENT 'Bronze record that holds the event'
)
USING delta
COMMENT 'Experiences served to users, their engagement with them, and their other activities'
TBLPROPERTIES (
  'cxw.key' = 'experience_event_id',
  'cxw.grain' = 'event',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'source_record_id',
  'cxw.narrow' = 'bronze.dynamic_yield_events(_record_id)'
)
