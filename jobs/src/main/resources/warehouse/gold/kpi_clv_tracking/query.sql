-- Actual against expected repeat purchases by week, ready to plot.
-- Grain: one row per fit date, segment, model and week.
-- Rule: docs/decisions/clv.md (forecasts held to account).
SELECT
  fit_date,
  segment_name,
  segment_value,
  model,
  t.week,
  t.week_end,
  t.is_holdout,
  t.actual - lag(t.actual, 1, 0) OVER so_far AS actual,
  t.expected - lag(t.expected, 1, 0) OVER so_far AS expected,
  t.actual AS actual_cumulative,
  t.expected AS expected_cumulative,
  t.expected / nullif(t.actual, 0) - 1 AS cumulative_error
FROM gold.kpi_clv_model
LATERAL VIEW explode(tracking) AS t
WINDOW so_far AS (PARTITION BY fit_date, segment_name, segment_value, model ORDER BY t.week)
