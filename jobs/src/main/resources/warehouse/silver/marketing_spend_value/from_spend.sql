-- Spend in the reporting currency, at the latest rate on or before its date, as orders are valued.
-- Grain: one row per row of silver.marketing_spend.
-- Apart from silver.marketing_spend, so that a new rate values what waits for it.
WITH valued AS (
  SELECT
    m.spend_id, m.source, m.amount,
    if(m.currency = :reporting_currency, CAST(1 AS DECIMAL(19,10)), r.rate) AS fx_rate
  FROM silver.marketing_spend m
  LEFT JOIN rate r
    ON r.currency = m.currency AND r.rate_date <= m.spend_date
    AND (r.next_date IS NULL OR m.spend_date < r.next_date)
)

SELECT
  spend_id,
  fx_rate,
  try_cast(round(amount * fx_rate, 4) AS DECIMAL(18,4)) AS amount_reporting,
  spend_id AS _record_id,
  -- where spend comes from: the delivered row itself is found by its record id
  source || '/spend' AS _file,
  CAST(NULL AS STRING) AS _file_id,
  CAST(NULL AS BIGINT) AS _row_number,
  CASE
    WHEN fx_rate IS NULL THEN 'missing_fx_rate'
    WHEN try_cast(round(amount * fx_rate, 4) AS DECIMAL(18,4)) IS NULL THEN 'out_of_scale'
  END AS _reject_reason
FROM valued
