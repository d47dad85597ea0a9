-- What every KPI means, as the folders kpi/<kpi> say it (docs/add-a-kpi.md).
-- Grain: one row per KPI.
SELECT
  kpi,
  label,
  definition,
  statistic,
  numerator,
  denominator,
  row_filter,
  survey_metric,
  if(statistic = 'nps', 100.0D, 1.0D) AS value_factor,
  source_table,
  date_column,
  unit,
  direction,
  additivity,
  is_zero_when_empty,
  period,
  maturity_lag_days,
  pillar,
  recompute_sql
FROM config.kpi
