-- What every KPI means, and how to compute it again.
-- Grain: one row per KPI.
CREATE TABLE gold.dim_kpi (
  kpi STRING COMMENT 'Name of the KPI, as in the scorecard and in configuration',
  label STRING COMMENT 'What it is called in the report and in BI tools',
  definition STRING COMMENT 'What it says, in words',
  statistic STRING COMMENT 'share (of n), nps, mean, median, p90 or p95 (90th, 95th percentile), ratio (of amounts) or total: decides value and interval',
  numerator STRING COMMENT 'SQL expression over source_table whose sum is the numerator; of a median or percentile the value of a bin',
  denominator STRING COMMENT 'SQL expression over source_table whose sum is the denominator; null for totals and percentiles',
  row_filter STRING COMMENT 'SQL condition over source_table that rows must meet to count; null: all rows do',
  survey_metric STRING COMMENT 'Metric of surveys (nps, csat, ces) all of whose answers it counts, by its statistic: each, or the latest of each respondent in a window (surveys.counting); null: it counts something else',
  value_factor DOUBLE COMMENT 'value = value_factor · numerator / denominator (100 for nps, else 1)',
  source_table STRING COMMENT 'Published table that holds the parts',
  date_column STRING COMMENT 'Column, or SQL expression, that dates the parts',
  unit STRING COMMENT 'share (0 to 1), score (-100 to 100), minutes, tickets, or amount (reporting currency)',
  direction STRING COMMENT 'Which way is good: up or down',
  additivity STRING COMMENT 'additive: parts of any dates may be summed; semi-additive: take the last date of a window; non-additive: count the bins of its dates again',
  is_zero_when_empty BOOLEAN COMMENT 'Where nothing was counted it is 0, from its first date in gold.kpi_parts_daily on; false: it is not known',
  period STRING COMMENT 'day: daily parts; month: the last complete month; month_to_date: the month of as_of; date: known at the end of a window',
  maturity_lag_days INT COMMENT 'Days until a date is decided; windows end that many days before as_of',
  pillar STRING COMMENT 'reliability, responsiveness, personalisation or innovation',
  recompute_sql STRING COMMENT 'Plain SQL (Spark) that gives the value of the total from published parts, with :window_start and :window_end'
)
USING delta
COMMENT 'What every KPI means, and how to compute it again'
TBLPROPERTIES (
  'cxw.key' = 'kpi',
  'cxw.grain' = 'KPI',
  'cxw.owner' = 'scorecard',
  'cxw.mode' = 'full'
)
