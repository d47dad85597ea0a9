-- Parts of every KPI over the windows of the scorecard: this one, the one before, and a year ago.
-- Grain: one row per as-of date, KPI, window, role and segment.
CREATE TABLE gold.kpi_window_part (
  as_of_date DATE COMMENT 'Business date for which the scorecard is made',
  kpi STRING COMMENT 'KPI (gold.dim_kpi)',
  window_name STRING COMMENT 'Window (gold.kpi_window)',
  role STRING COMMENT 'current, previous or year_ago (gold.kpi_window)',
  segment_name STRING COMMENT 'all, or the column by which it is cut, one at a time',
  segment_value STRING COMMENT 'all, or the value of that column; unknown where there is none',
  numerator DECIMAL(38,12) COMMENT 'Numerator of the KPI over the window; durations in minutes; of a median or percentile the value itself',
  denominator DECIMAL(38,12) COMMENT 'Denominator of the KPI over the window; null for totals and percentiles',
  n BIGINT COMMENT 'Answers, tickets, customers or other things counted',
  positives BIGINT COMMENT 'Of a share the successes, of NPS the promoters',
  negatives BIGINT COMMENT 'Of NPS the detractors',
  sum_sq DECIMAL(38,12) COMMENT 'Of a mean the sum of squares; null where it is not known',
  ci_low DOUBLE COMMENT 'Of a median or percentile the lower end of its interval, from ranks; null where there is no such rank',
  ci_high DOUBLE COMMENT 'Of a median or percentile the upper end',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'Parts of every KPI over the windows of the scorecard: this one, the one before, and a year ago'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, kpi, window_name, role, segment_name, segment_value',
  'cxw.grain' = 'as-of date, KPI, window, role and segment',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
