-- How long customers stay: Kaplan–Meier curves in total and by segment, as known on a date.
-- Grain: one row per as-of date, basis, segment and day of tenure.
CREATE TABLE gold.kpi_survival (
  as_of_date DATE COMMENT 'Business date up to which stays are known',
  basis STRING COMMENT 'orders or subscriptions',
  segment_name STRING COMMENT 'all, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all, or the customers’ value at their start; unknown where there is none',
  day INT COMMENT 'Days since the start; 0, and every day on which somebody left or was last seen',
  at_risk BIGINT COMMENT 'Customers who had stayed so long and are known about on the day; not additive over days',
  events BIGINT COMMENT 'Customers who left after exactly so many days; additive',
  censored BIGINT COMMENT 'Customers still there after so many days at as_of_date; additive',
  survival DOUBLE COMMENT 'Share of customers expected to stay longer (Kaplan–Meier)',
  ci_low DOUBLE COMMENT 'Lower end of its 95 % interval (Greenwood, log-log scale); survival where that is 1, null where it is 0',
  ci_high DOUBLE COMMENT 'Upper end of its 95 % interval; likewise'
)
USING delta
PARTITIONED BY (as_of_date)
COMMENT 'How long customers stay: Kaplan–Meier curves in total and by segment, as known on a date'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, basis, segment_name, segment_value, day',
  'cxw.grain' = 'as-of date, basis, segment and day of tenure',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.keep_dates' = '35'
)
