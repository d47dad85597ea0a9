-- Median of how long customers stay, with its interval, in total and by segment.
-- Grain: one row per as-of date, basis and segment.
CREATE TABLE gold.kpi_survival_median (
  as_of_date DATE COMMENT 'Business date up to which stays are known',
  basis STRING COMMENT 'orders or subscriptions',
  segment_name STRING COMMENT 'all, or one of country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'all, or the customers’ value at their start; unknown where there is none',
  customers BIGINT COMMENT 'Customers in the curve; additive over the values of one segment',
  events BIGINT COMMENT 'Customers of them who left; additive over the values of one segment',
  median_days INT COMMENT 'Days after which half have left: the first on which survival is at most 0.5; null while it is above',
  ci_low_days INT COMMENT 'Lower end of its 95 % interval: the first day on which ci_low of the curve is at most 0.5; null where it never is',
  ci_high_days INT COMMENT 'Upper end: the first day on which ci_high is at most 0.5; null where it never is'
)
USING delta
COMMENT 'Median of how long customers stay, with its interval, in total and by segment'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, basis, segment_name, segment_value',
  'cxw.grain' = 'as-of date, basis and segment',
  'cxw.owner' = 'revenue',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date',
  'cxw.keep_dates' = '35'
)
