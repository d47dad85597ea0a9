-- Projected survival, retention and discounted residual tenure of contract customers.
-- Grain: fit date × segment × month of tenure. Rule: docs/decisions/clv.md (contracts).
-- Customers leave in month t with chance alpha / (alpha + beta + t - 1), so survival is a running product.
WITH fit AS (
  SELECT fit_date, segment_name, segment_value, parameters[0].value AS alpha, parameters[1].value AS beta
  FROM gold.kpi_clv_model
  WHERE model = 'sbg' AND fit_status = 'ok'
),

step AS (
  SELECT *, if(period = 0, 1D, (beta + period - 1) / (alpha + beta + period - 1)) AS stays
  FROM fit
  LATERAL VIEW explode(sequence(0, 660)) AS period
),

survival AS (
  SELECT *, exp(sum(ln(stays)) OVER (PARTITION BY fit_date, segment_name, segment_value ORDER BY period)) AS survival
  FROM step
),

residual AS (
  SELECT
    *,
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
  period,
  survival,
  if(period = 0, NULL, stays) AS retention_rate,
  discounted_residual_months
FROM residual
WHERE period <= 60
