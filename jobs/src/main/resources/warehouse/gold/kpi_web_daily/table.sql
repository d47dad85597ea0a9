-- Sessions on the website per day: engagement rate = engaged_sessions / engagement_known, checkout
-- abandonment = 1 - purchases / checkouts_begun.
-- Grain: one row per date, device, country and traffic source.
CREATE TABLE gold.kpi_web_daily (
  metric_date DATE COMMENT 'Business date of the first event of the sessions',
  device STRING COMMENT 'Category of device',
  country STRING COMMENT 'Country by network address: its code of two letters (ISO 3166-1), or the name as delivered where it is not known',
  traffic_source STRING COMMENT 'Where the users first came from',
  sessions BIGINT COMMENT 'Sessions (additive)',
  engaged_sessions BIGINT COMMENT 'Engaged sessions; null: nobody tells (additive)',
  engagement_known BIGINT COMMENT 'Sessions of which it is known whether they were engaged: the whole of the engagement rate (additive)',
  users BIGINT COMMENT 'Browsers or devices with a session. Not additive: one that comes on two days, or from two sources, is in both rows',
  conversions BIGINT COMMENT 'Key events of the sessions (additive)',
  checkouts_begun BIGINT COMMENT 'Sessions in which a checkout was begun (additive)',
  purchases BIGINT COMMENT 'Sessions in which something was bought (additive)',
  revenue DECIMAL(38,4) COMMENT 'Revenue of the sessions in the reporting currency (additive); null: purchases, and of none an amount is known',
  metric_month DATE COMMENT 'First day of the month of metric_date (partition)'
)
USING delta
PARTITIONED BY (metric_month)
COMMENT 'Sessions on the website per day: engagement rate = engaged_sessions / engagement_known, checkout abandonment = 1 - purchases / checkouts_begun'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, device, country, traffic_source',
  'cxw.grain' = 'date, device, country and traffic source',
  'cxw.owner' = 'behaviour',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'silver.web_session(session_date)'
)
