-- Won deals of HubSpot are orders of their contact (of several, the one with the least id) at their
-- close date; a date without a time is its midnight in the business zone.
-- Grain: one row per deal (latest version).
-- One that is reopened, archived or merged into another is no order; one that nobody can tell to be won
-- or not is rejected.
WITH deal AS (
  SELECT
    d._record_id, d._file, d._file_id, d._row_number,
    from_json(d.properties, 'amount STRING, deal_currency_code STRING, dealstage STRING,
      hs_is_closed_won STRING, closedate STRING') AS p,
    from_json(d.associations, 'contacts STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.hubspot_deals d
  LEFT JOIN config.source_timezone z ON z.source = 'hubspot'
  LEFT ANTI JOIN silver.merged_record m ON m.object = 'deal' AND m.record_id = d._record_id
  WHERE NOT coalesce(parse_flag(d.archived), false)
),

won AS (
  SELECT
    *,
    least_id(linked.contacts.results.id) AS contact_id,
    nullif(trim(p.closedate), '') AS closed,
    if(is_date(p.closedate), :timezone, zone) AS closed_zone,
    nullif(trim(p.amount), '') AS amount,
    parse_number(p.amount) AS number,
    coalesce(upper(nullif(trim(p.deal_currency_code), '')), :reporting_currency) AS currency,
    trim(p.hs_is_closed_won) <> '' AND parse_flag(p.hs_is_closed_won) IS NULL AS is_unread,
    nullif(trim(coalesce(p.hs_is_closed_won, '') || coalesce(p.dealstage, '')), '') IS NULL AS is_untold
  FROM deal
  WHERE CASE
    WHEN trim(p.hs_is_closed_won) <> '' THEN coalesce(parse_flag(p.hs_is_closed_won), true)
    ELSE coalesce(lower(nullif(trim(p.dealstage), '')) = 'closedwon', true)
  END
),

dated AS (
  SELECT *, to_instant(closed, closed_zone) AS closed_at
  FROM won
)

SELECT
  _record_id AS order_id,
  _record_id AS order_number,
  1 AS line_number,
  'hubspot' AS source,
  'hubspot:' || contact_id AS customer_source_key,
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
  coalesce(is_time_adjusted(closed, closed_zone), false) AS _time_adjusted,
  business_date(closed_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN closed IS NULL OR amount IS NULL OR is_untold THEN 'missing_required'
    WHEN closed_at IS NULL OR number IS NULL OR is_unread THEN 'bad_type'
  END AS _reject_reason
FROM dated
