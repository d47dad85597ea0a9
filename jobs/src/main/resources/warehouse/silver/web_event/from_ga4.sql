-- Rows of GA4's BigQuery export. Grain: event. A date that has a daily export ignores its intraday
-- rows, so neither counts twice and what GA4 dropped at the day's end is gone. Narrowed by the exported
-- date, on which all this depends; _record_id holds it, so that rejected rows follow.
-- Rules: docs/decisions/behaviour.md.
WITH daily AS (
  SELECT DISTINCT event_date
  FROM bronze.ga4_events
  WHERE export_table NOT LIKE '%intraday%'
),

reference AS (
  SELECT min(target_source) AS target_source
  FROM config.identity_reference
  WHERE source = 'ga4' AND field = 'user_id'
),

standing AS (
  SELECT
    e._record_id, e._file, e._file_id, e._row_number, e.event_date, e.device, e.geo,
    e.traffic_source, e.ecommerce, r.target_source,
    e.export_table LIKE '%intraday%' AS is_intraday,
    nullif(trim(e.event_name), '') AS event_name,
    nullif(trim(e.event_timestamp), '') AS event_timestamp,
    nullif(trim(e.user_pseudo_id), '') AS user_pseudo_id,
    nullif(trim(e.user_id), '') AS user_id,
    from_json(e.event_params, 'ARRAY<STRUCT<key: STRING,
      value: STRUCT<string_value: STRING, int_value: STRING>>>') AS params
  FROM bronze.ga4_events e
  LEFT JOIN daily d ON d.event_date = e.event_date
  CROSS JOIN reference r
  WHERE e.export_table NOT LIKE '%intraday%' OR d.event_date IS NULL
),

typed AS (
  SELECT
    *,
    timestamp_micros(try_cast(event_timestamp AS BIGINT)) AS event_at,
    get(filter(params, p -> p.key = 'ga_session_id'), 0).value AS session,
    get(filter(params, p -> p.key = 'session_engaged'), 0).value AS engaged,
    nullif(get_json_object(ecommerce, '$.transaction_id'), '') AS transaction_id,
    nullif(get_json_object(ecommerce, '$.purchase_revenue'), '') AS revenue_text
  FROM standing
)

SELECT
  _record_id AS event_id,
  'ga4' AS source,
  event_date AS export_day,
  is_intraday,
  event_name,
  event_at,
  business_date(event_at, :timezone) AS event_date,
  pseudonym(user_pseudo_id) AS user_key,
  'ga4:' || pseudonym(user_pseudo_id || '.' || coalesce(session.int_value, session.string_value)) AS session_id,
  coalesce(coalesce(engaged.string_value, engaged.int_value) = '1', false) AS is_session_engaged,
  CASE WHEN event_name = 'purchase' THEN nullif(transaction_id, '(not set)') END AS transaction_id,
  CASE WHEN event_name = 'purchase' THEN parse_number(revenue_text) END AS revenue,
  nullif(get_json_object(device, '$.category'), '') AS device,
  nullif(get_json_object(geo, '$.country'), '') AS country,
  nullif(get_json_object(traffic_source, '$.source'), '') AS traffic_source,
  nullif(get_json_object(traffic_source, '$.medium'), '') AS traffic_medium,
  target_source || ':' || user_id AS customer_source_key,
  business_date(event_at, :timezone) AS _recheck_on,
  trunc(business_date(event_at, :timezone), 'MM') AS event_month,
  event_date AS _record_id, _file, _file_id, _row_number,
  CASE
    WHEN event_date IS NULL OR event_name IS NULL OR event_timestamp IS NULL THEN 'missing_required'
    WHEN event_at IS NULL THEN 'bad_type'
    WHEN event_name = 'purchase' AND revenue_text IS NOT NULL AND parse_number(revenue_text) IS NULL THEN 'bad_type'
  END AS _reject_reason
FROM typed
