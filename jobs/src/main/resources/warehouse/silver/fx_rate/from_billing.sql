-- Exchange rates as billing delivers them.
-- Grain: one row per currency and date (latest delivered version).
-- Rates need more decimals than money does, so parse_number (four decimals) is not used here.
WITH delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    upper(nullif(trim(currency), '')) AS currency,
    nullif(trim(`date`), '') AS date_text,
    nullif(trim(rate), '') AS rate_text
  FROM bronze.billing_fx_rates
),

typed AS (
  SELECT
    *,
    business_date(to_instant(substr(date_text, 1, 10), 'UTC'), 'UTC') AS rate_date,
    -- NaN and decimal commas are no numbers here either; exponents are
    CASE WHEN rate_text RLIKE '^[+-]?[0-9]*[.]?[0-9]+([eE][+-]?[0-9]{1,2})?$'
      THEN try_cast(rate_text AS DECIMAL(19,10)) END AS rate
  FROM delivered
)

SELECT
  _record_id AS fx_rate_id,
  'billing' AS source,
  currency,
  rate_date,
  rate,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN currency IS NULL OR date_text IS NULL OR rate_text IS NULL THEN 'missing_required'
    WHEN rate_date IS NULL OR rate IS NULL THEN 'bad_type'
    WHEN rate <= 0 THEN 'out_of_scale'
  END AS _reject_reason
FROM typed
