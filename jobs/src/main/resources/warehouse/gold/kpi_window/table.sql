-- Which dates each window of the scorecard covers, per KPI.
-- Grain: one row per as-of date, KPI, window and role.
CREATE TABLE gold.kpi_window (
  as_of_date DATE COMMENT 'Business date for which the scorecard is made',
  kpi STRING COMMENT 'KPI (gold.dim_kpi)',
  window_name STRING COMMENT 'day, 7d, 28d, 90d, month or quarter; month and quarter are to date',
  role STRING COMMENT 'current, previous (the window before, of equal elapsed days) or year_ago (364 days before)',
  window_start DATE COMMENT 'First date of the window',
  window_end DATE COMMENT 'Last date of the window; of the current one the last date that is mature',
  as_of_month DATE COMMENT 'First day of the month of as_of_date (partition)'
)
USING delta
PARTITIONED BY (as_of_month)
COMMENT 'Which dates each window of the scorecard covers, per KPI'
TBLPROPERTIES (
  'cxw.key' = 'as_of_date, kpi, window_name, role',
  'cxw.grain' = 'as-of date, KPI, window and role',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full',
  'cxw.as_of_column' = 'as_of_date'
)
