-- One row per parameter of each fit, for tools that cannot read arrays.
-- Grain: fit date × segment × model × parameter. Rule: docs/decisions/clv.md.
SELECT fit_date, segment_name, segment_value, model, p.parameter, p.value, p.standard_error
FROM gold.kpi_clv_model
LATERAL VIEW explode(parameters) AS p
