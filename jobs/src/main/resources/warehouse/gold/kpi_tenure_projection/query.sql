-- Projected survival, retention and discounted residual tenure of contract customers, by the contract
-- model that is published.
-- Grain: one row per fit date, segment and month of tenure.
-- Rule: docs/decisions/clv.md (contracts).
WITH survival AS (
  SELECT fit_date, segment_name, segment_value, model, period,
    clv_survival(model, transform(parameters, p -> p.value), period) AS survival
  FROM gold.kpi_clv_model
  LATERAL VIEW explode(sequence(0, 660)) AS period
  WHERE model IN ('sbg', 'bdw') AND is_published
),

residual AS (
  SELECT
    *,
    survival / lag(survival) OVER (PARTITION BY fit_date, segment_name, segment_value ORDER BY period) AS retention_rate,
    -- a month lies 1/12 of a year ahead of the one before
    pow(1 + :clv_annual_discount, period / 12D) / survival
      * coalesce(sum(survival * pow(1 + :clv_annual_discount, -period / 12D)) OVER later, 0D) AS discounted_residual_months
  FROM survival
  WINDOW later AS (
    PARTITION BY fit_date, segment_name, segment_value ORDER BY period ROWS BETWEEN 1 FOLLOWING AND 600 FOLLOWING
  )
)

SELECT
  fit_date,
  segment_name,
  segment_value,
  model,
  period,
  survival,
  retention_rate,
  discounted_residual_months
FROM residual
WHERE period <= 60
