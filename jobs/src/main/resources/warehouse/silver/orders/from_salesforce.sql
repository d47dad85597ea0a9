-- Won opportunities of Salesforce are orders of their contact, at midnight of the close date in the
-- business zone.
-- Grain: one row per opportunity (latest version).
-- One that is reopened or deleted is no order; one that nobody can tell to be won or not is rejected.
-- What IsWon does not say, the standard stages do. Where IsClosed cannot be read either, silver.lost_deal
-- rejects it.
-- Rule: docs/decisions/revenue.md, Won deals.
WITH deal AS (
  SELECT
    *,
    CASE
      WHEN trim(IsWon) <> '' THEN parse_flag(IsWon)
      WHEN trim(IsClosed) <> '' AND NOT coalesce(parse_flag(IsClosed), false) THEN false
      WHEN plain_word(StageName) = 'closed won' THEN true
      WHEN plain_word(StageName) = 'closed lost' THEN false
      WHEN trim(StageName) <> '' AND parse_flag(IsClosed) IS NULL THEN false  -- a stage of open deals
    END AS is_won
  FROM bronze.salesforce_opportunity
  WHERE NOT coalesce(parse_flag(IsDeleted), false)
),

won AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    native_id(ContactId) AS contact_id,
    nullif(substr(trim(CloseDate), 1, 10), '') AS closed,
    nullif(trim(Amount), '') AS amount,
    coalesce(upper(nullif(trim(CurrencyIsoCode), '')), :reporting_currency) AS currency,
    to_instant(substr(trim(CloseDate), 1, 10), :timezone) AS closed_at,
    is_time_adjusted(substr(trim(CloseDate), 1, 10), :timezone) AS time_adjusted,
    parse_number(Amount) AS number,
    is_won,
    coalesce(trim(IsWon) <> '', false) AS is_said
  FROM deal
  WHERE coalesce(is_won, true)
)

SELECT
  _record_id AS order_id,
  _record_id AS order_number,
  1 AS line_number,
  'salesforce' AS source,
  'salesforce:' || contact_id AS customer_source_key,
  closed_at AS ordered_at,
  business_date(closed_at, :timezone) AS order_date,
  trunc(business_date(closed_at, :timezone), 'MM') AS order_month,
  number AS amount,
  currency,
  CAST(NULL AS DECIMAL(18,4)) AS quantity,
  CAST(NULL AS STRING) AS product,
  CAST(NULL AS STRING) AS channel,
  coalesce(number < 0, false) AS is_refund,  -- deals have no type: the sign says it
  CAST(NULL AS STRING) AS refund_of,
  CAST(NULL AS TIMESTAMP) AS promised_at,
  CAST(NULL AS TIMESTAMP) AS delivered_at,
  0 AS _replaced_rows,
  CAST(NULL AS STRING) AS _unread,
  coalesce(time_adjusted, false) AS _time_adjusted,
  business_date(closed_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN closed IS NULL OR amount IS NULL OR (is_won IS NULL AND NOT is_said) THEN 'missing_required'
    WHEN closed_at IS NULL OR number IS NULL OR is_won IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM won
