-- Visits: all events of a browser under one ga_session_id, also across midnight and across files.
-- Grain: one row per session.
CREATE TABLE silver.web_session (
  session_id STRING COMMENT 'Session, ga4:<keyed HMAC of user_pseudo_id and ga_session_id>',
  source STRING COMMENT 'ga4',
  user_key STRING COMMENT 'Keyed HMAC of user_pseudo_id: a browser or device',
  customer_source_key STRING COMMENT 'Who was logged in last, <source>:<native id>; null: nobody known',
  started_at TIMESTAMP COMMENT 'First event (UTC)',
  session_date DATE COMMENT 'Business date of started_at',
  ended_at TIMESTAMP COMMENT 'Last event (UTC)',
  events BIGINT COMMENT 'Events',
  is_engaged BOOLEAN COMMENT 'Any event says session_engaged; null: nobody tells',
  conversions BIGINT COMMENT 'Key events (behaviour.key-events); repeated reports of a transaction left out',
  has_checkout BOOLEAN COMMENT 'A checkout was begun (begin_checkout)',
  has_purchase BOOLEAN COMMENT 'Something was bought (purchase); not where every purchase repeats a transaction reported before',
  revenue DECIMAL(18,4) COMMENT 'Revenue of its purchases in the reporting currency; a transaction counts once, in the session that reported it first; null: purchases, and of none an amount is known',
  device STRING COMMENT 'Category of device of the first event',
  country STRING COMMENT 'Country of the first event',
  traffic_source STRING COMMENT 'Traffic source of the first event',
  traffic_medium STRING COMMENT 'Medium of the first event'
)
USING delta
COMMENT 'Sessions on the website, up to as_of'
TBLPROPERTIES (
  'cxw.key' = 'session_id',
  'cxw.grain' = 'session',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'session_id',
  'cxw.narrow' = 'silver.web_event(session_id), silver.web_transaction(session_id)'
)
