-- Spend of any marketing tool, in the words for channels that customers are told apart by.
-- Grain: one row per date, channel, campaign and currency as delivered (latest delivered version).
-- Two spellings of one channel are two rows that add up.
WITH delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    nullif(trim(`date`), '') AS date_text,
    substr(trim(`date`), 1, 10) AS day,
    nullif(trim(channel), '') AS channel,
    nullif(trim(campaign), '') AS campaign,
    nullif(trim(amount), '') AS amount_text,
    coalesce(upper(nullif(trim(currency), '')), :reporting_currency) AS currency
  FROM bronze.marketing_spend
),

typed AS (
  SELECT
    d.*,
    if(is_date(d.day), business_date(to_instant(d.day, 'UTC'), 'UTC'), NULL) AS spend_date,
    coalesce(w.acquisition_channel, d.channel) AS acquisition_channel,
    parse_number(d.amount_text) AS amount
  FROM delivered d
  LEFT JOIN config.acquisition_channel w ON w.said = plain_word(d.channel)
)

SELECT
  _record_id AS spend_id,
  'marketing' AS source,
  spend_date,
  acquisition_channel,
  campaign,
  CAST(amount AS DECIMAL(18,4)) AS amount,
  currency,
  spend_date AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN date_text IS NULL OR amount_text IS NULL THEN 'missing_required'
    WHEN spend_date IS NULL OR amount IS NULL OR NOT currency RLIKE '^[A-Z]{3}$' THEN 'bad_type'
    WHEN amount < 0 THEN 'out_of_scale'
  END AS _reject_reason
FROM typed
