-- Every KPI over every window, with interval, comparison, target, benchmark and alert.
-- Grain: one row per as-of date, KPI, window and segment.
CREATE TABLE gold.kpi_scorecard (
  as_of_date DATE COMMENT 'Business date for which the scorecard is made: what was known then',
  kpi STRING COMMENT 'KPI (gold.dim_kpi)',
  window_name STRING COMMENT 'day, 7d, 28d, 90d, month or quarter; month and quarter are to date',
  segment_name STRING COMMENT 'all, or the column by which it is cut, one at a time',
  segment_value STRING COMMENT 'all, or the value of that column; unknown where there is none',
  window_start DATE COMMENT 'First date of the window',
  window_end DATE COMMENT 'Last date of the window: the last one that is decided for this KPI (gold.dim_kpi.maturity_lag_days), so windows of one name may cover other dates for another KPI',
  value DOUBLE COMMENT 'The KPI; rates 0 to 1, NPS -100 to 100, durations in minutes; null where nothing was counted',
  numerator DECIMAL(38,12) COMMENT 'Numerator over the window; of totals the value itself',
  denominator DECIMAL(38,12) COMMENT 'Denominator over the window; null for totals',
  n BIGINT COMMENT 'Answers, tickets, customers or other things counted',
  ci_low DOUBLE COMMENT 'Lower end of the 95 % interval; null for totals and ratios of amounts',
  ci_high DOUBLE COMMENT 'Upper end of the 95 % interval',
  previous_value DOUBLE COMMENT 'Value over the window before, of equal elapsed days (gold.kpi_window)',
  previous_numerator DECIMAL(38,12) COMMENT 'Numerator over the window before',
  previous_denominator DECIMAL(38,12) COMMENT 'Denominator over the window before',
  previous_window_start DATE COMMENT 'First date of the window before',
  previous_window_end DATE COMMENT 'Last date of the window before; a month or quarter that was shorter is compared in whole',
  change DOUBLE COMMENT 'value less previous_value',
  change_ci_low DOUBLE COMMENT 'Lower end of the 95 % interval of the change',
  change_ci_high DOUBLE COMMENT 'Upper end of the 95 % interval of the change',
  year_ago_value DOUBLE COMMENT 'Value over the window 364 days before (KPIs known by month: twelve months)',
  year_ago_window_start DATE COMMENT 'First date of the window a year ago',
  year_ago_window_end DATE COMMENT 'Last date of the window a year ago',
  target DOUBLE COMMENT 'Value to reach at the end of the window, of the segment or else of the total (gold.dim_target)',
  benchmark_low DOUBLE COMMENT 'Low end of what comparable companies reach; null: no bound',
  benchmark_high DOUBLE COMMENT 'High end of what comparable companies reach; null: no bound',
  benchmark_status STRING COMMENT 'below, within or above the benchmark; uncertain where the interval crosses a bound, where there is none although the KPI is a sample, and where fewer than scorecard.min-n were counted',
  pillar STRING COMMENT 'reliability, responsiveness, personalisation or innovation',
  is_mature BOOLEAN COMMENT 'No date will be added to the window: false of a month or quarter to date. Its dates are decided in any case',
  is_alert BOOLEAN COMMENT 'The total lies beyond a configured threshold (alerts), or its day is part of an alert by statistical limits (window day); of fewer than scorecard.min-n none begins (thresholds of totals: whatever was counted)',
  alert_direction STRING COMMENT 'good or bad news; null: no alert',
  alert_reason STRING COMMENT 'Which threshold or limit was passed; null: no alert',
  alert_since DATE COMMENT 'Date of the first value of this alert, in window day only; it reaches back at most 56 days for an alert by limits, 112 for one by a threshold. Null: no alert, or another window',
  limit_low DOUBLE COMMENT 'Window day, all segments together: lower limit by the 56 days before, for this weekday; null: not judged',
  limit_high DOUBLE COMMENT 'Upper limit likewise',
  q_value DOUBLE COMMENT 'p value of the distance from the usual value, adjusted for all KPIs that are judged that night (Benjamini and Hochberg); an alert begins at 0.05 or less. Null: not judged',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'Every KPI over every window, with interval, comparison, target, benchmark and alert'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, kpi, window_name, segment_name, segment_value',
  'cxw.grain' = 'as-of date, KPI, window and segment',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
