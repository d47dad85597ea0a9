-- Durations of tickets counted in bins that grow by 2 %, so that a percentile of any window and
-- segment is plain SQL, right to 1 %: sum n per bin over the dates, take the bin in which the running
-- sum reaches the share, and its middle sqrt(bin_low_ms * bin_high_ms).
-- Grain: one row per date, measure, segment_name, segment_value and bin.
CREATE TABLE gold.kpi_duration_histogram (
  metric_date DATE COMMENT 'Business date on which the measure counts',
  measure STRING COMMENT 'first_reply or resolution in calendar time, first_reply_business or resolution_business in working time',
  segment_name STRING COMMENT 'all, or one of source, channel, priority, country, region, industry, plan, acquisition_channel',
  segment_value STRING COMMENT 'Value of that column; unknown where it has none; all for all',
  bin INT COMMENT 'Number of the bin; 0: no time at all',
  n BIGINT COMMENT 'Tickets in the bin',
  bin_low_ms DOUBLE COMMENT 'Milliseconds at which the bin begins, inclusive',
  bin_high_ms DOUBLE COMMENT 'Milliseconds at which the bin ends, exclusive',
  metric_month DATE COMMENT 'First day of the month of metric_date'
) USING delta
PARTITIONED BY (metric_month)
COMMENT 'Log-bin histograms of first reply and resolution times: percentiles of any window'
TBLPROPERTIES (
  'cxw.key' = 'metric_date, measure, segment_name, segment_value, bin',
  'cxw.grain' = 'date, measure, segment and bin',
  'cxw.owner' = 'support',
  'cxw.mode' = 'partitions',
  'cxw.narrow_by' = 'metric_date',
  'cxw.narrow' = 'gold.fct_ticket_measure(metric_date)'
)
