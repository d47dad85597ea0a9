-- What visitors did, as the analytics tool exports it; no addresses of pages, since they may name
-- persons.
-- Grain: one row per event; an intraday or fresh export stands only until a better one of its date is
-- there.
CREATE TABLE silver.web_event (
  event_id STRING COMMENT 'Event, ga4:x_<24 hex digits>: named by what it says, since exports carry no id',
  source STRING COMMENT 'ga4',
  export_day STRING COMMENT 'event_date as exported (YYYYMMDD): the date in the property’s zone',
  is_intraday BOOLEAN COMMENT 'From an intraday or fresh export, which a later one will replace',
  event_name STRING COMMENT 'Name of the event',
  event_at TIMESTAMP COMMENT 'When it happened (UTC)',
  event_date DATE COMMENT 'Business date of event_at',
  user_key STRING COMMENT 'Keyed HMAC of user_pseudo_id: a browser or device',
  session_id STRING COMMENT 'ga4:<keyed HMAC of user_pseudo_id and ga_session_id>; null: the event belongs to no session',
  is_session_engaged BOOLEAN COMMENT 'The session was engaged by then (session_engaged); null: no event of the exported date tells that of its session',
  transaction_id STRING COMMENT 'Transaction of a purchase',
  revenue DECIMAL(18,4) COMMENT 'Revenue of a purchase in its own currency',
  currency STRING COMMENT 'Currency of revenue, ISO 4217, upper case; none given: the reporting currency',
  fx_rate DECIMAL(19,10) COMMENT 'Units of the reporting currency for one unit of currency on event_date; null: no rate yet',
  revenue_reporting DECIMAL(18,4) COMMENT 'Revenue in the reporting currency, rounded half up; null: no revenue, or no rate',
  device STRING COMMENT 'Category of device: desktop, mobile, tablet …',
  country STRING COMMENT 'Country by network address: its code of two letters (ISO 3166-1), or the name as delivered where it is not known',
  traffic_source STRING COMMENT 'Where the user first came from (traffic_source.source)',
  traffic_medium STRING COMMENT 'By which medium (traffic_source.medium)',
  customer_source_key STRING COMMENT 'Who was logged in, <source>:<native id>: only where identity.references says what ga4.user_id points to',
  _unread STRING COMMENT 'Columns that were delivered and cannot be read, so that they are null here (revenue); null: none',
  _recheck_on DATE COMMENT 'Business date of the event: from then on it counts',
  event_month DATE COMMENT 'First day of the month of event_date (partition)'
)
USING delta
PARTITIONED BY (event_month)
COMMENT 'Events of visitors of the website'
TBLPROPERTIES (
  'cxw.key' = 'event_id',
  'cxw.grain' = 'event',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'export_day',
  'cxw.parts' = 'silver.order_value(rate)',
  'cxw.narrow' = 'bronze.ga4_events(event_date)'
)
