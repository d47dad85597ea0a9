-- Values of the scorecard with what their KPI means.
-- Grain: one row per row of the scorecard.
SELECT
  s.*, k.definition, k.unit, k.statistic, k.period, k.direction, k.additivity,
  k.numerator AS numerator_sql, k.denominator AS denominator_sql, k.row_filter,
  k.value_factor, k.source_table, k.date_column
FROM gold.kpi_scorecard s
JOIN gold.dim_kpi k ON k.kpi = s.kpi
