-- The parameters of each fit, beside those of the last ok fit before it: how a model drifts.
-- Grain: one row per fit date, segment, model and parameter.
-- Rule: docs/decisions/clv.md.
WITH fitted AS (
  SELECT fit_date, segment_name, segment_value, model, fit_status, p.parameter, p.value, p.standard_error
  FROM gold.kpi_clv_model
  LATERAL VIEW explode(parameters) AS p
),

compared AS (
  SELECT *,
    last_value(if(fit_status = 'ok', struct(fit_date, value, standard_error), NULL), true) OVER (
      PARTITION BY segment_name, segment_value, model, parameter ORDER BY fit_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM fitted
)

SELECT
  fit_date,
  segment_name,
  segment_value,
  model,
  parameter,
  value,
  standard_error,
  before.fit_date AS previous_fit_date,
  before.value AS previous_value,
  value / before.value - 1 AS relative_change,
  (value - before.value) / sqrt(standard_error * standard_error + before.standard_error * before.standard_error)
    AS change_in_errors
FROM compared
