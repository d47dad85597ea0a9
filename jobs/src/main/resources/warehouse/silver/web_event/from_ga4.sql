-- Rows of GA4's BigQuery export.
-- Grain: one row per event.
-- Of a date only the best export stands: daily, else fresh, else intraday, so nothing counts twice and
-- what GA4 dropped at the day's end is gone. An event is what it says, however its parameters are
-- written: exports of one table by two programs are the same events, and the row delivered last tells
-- them; equal rows of one file stay as many as they are. Narrowed by the exported date, on which all
-- this depends, in both of its spellings; _record_id holds it, so that rejected rows follow. What a
-- purchase was paid in is valued as orders are; without a rate, or where the amount cannot be read, the event stands, and its
-- value is not known.
-- Rules: docs/decisions/behaviour.md.
WITH typed AS (
  SELECT
    *,
    -- whole microseconds, also where a program wrote them as 1.7723592E15
    to_instant(CAST(try_cast(try_cast(event_timestamp AS DECIMAL(38, 6)) AS BIGINT) AS STRING), 'UTC') AS event_at,
    native_id(get(filter(params, p -> p.key = 'ga_session_id'), 0).value) AS session,
    get(filter(params, p -> p.key = 'session_engaged'), 0).value AS engaged,
    trim(get_json_object(geo, '$.country')) AS place_told,
    native_id(get_json_object(ecommerce, '$.transaction_id')) AS transaction_id,
    nullif(trim(get_json_object(ecommerce, '$.purchase_revenue')), '') AS local_text,
    coalesce(local_text, nullif(trim(get_json_object(ecommerce, '$.purchase_revenue_in_usd')), '')) AS revenue_text,
    -- what a purchase was paid in is told by its parameter, and not by the property
    if(local_text IS NULL, 'USD', coalesce(
      nullif(nullif(upper(trim(get(filter(params, p -> p.key = 'currency'), 0).value)), ''), '(NOT SET)'),
      :reporting_currency)) AS currency
  FROM standing
),

identified AS (
  SELECT *, sha2(to_json(struct(
    export_day AS event_date, coalesce(CAST(event_at AS STRING), event_timestamp) AS event_at, event_name, user_pseudo_id,
    array_sort(params) AS params, batch)), 256) AS event
  FROM typed
),

numbered AS (
  SELECT *, row_number() OVER (PARTITION BY _file, event ORDER BY _row_number) AS position
  FROM identified
),

told AS (
  SELECT *, row_number() OVER (
    PARTITION BY event, position
    ORDER BY _delivery_date DESC NULLS LAST, file_order(_file) DESC, _row_number DESC, _record_id DESC) AS place
  FROM numbered
),

paid AS (
  SELECT
    *,
    business_date(event_at, :timezone) AS happened_on,
    if(event_name = 'purchase', parse_number(revenue_text), NULL) AS amount,
    if(abs(amount) <= 1000000000000, amount, NULL) AS revenue,
    if(revenue IS NULL, NULL, currency) AS paid_in,
    if(event_name = 'purchase' AND revenue_text IS NOT NULL AND revenue IS NULL, 'revenue', NULL) AS _unread
  FROM told
  WHERE place = 1
)

SELECT
  _record_id AS event_id,
  'ga4' AS source,
  export_day,
  is_intraday,
  event_name,
  event_at,
  happened_on AS event_date,
  pseudonym(user_pseudo_id) AS user_key,
  'ga4:' || pseudonym(user_pseudo_id || '.' || session) AS session_id,
  coalesce(parse_flag(engaged), if(tells_engaged, false, NULL)) AS is_session_engaged,
  CASE WHEN event_name = 'purchase' THEN nullif(transaction_id, '(not set)') END AS transaction_id,
  revenue,
  paid_in AS currency,
  if(paid_in = :reporting_currency, CAST(1 AS DECIMAL(19, 10)), r.rate) AS fx_rate,
  if(abs(revenue * fx_rate) > 1000000000000, NULL, CAST(round(revenue * fx_rate, 4) AS DECIMAL(18, 4))) AS revenue_reporting,
  nullif(get_json_object(device, '$.category'), '') AS device,
  coalesce(country_code(place_told), nullif(nullif(place_told, ''), '(not set)')) AS country,
  nullif(get_json_object(traffic_source, '$.source'), '') AS traffic_source,
  nullif(get_json_object(traffic_source, '$.medium'), '') AS traffic_medium,
  target_source || ':' || user_id AS customer_source_key,
  _unread,
  happened_on AS _recheck_on,
  trunc(happened_on, 'MM') AS event_month,
  event_date AS _record_id, _file, _file_id, _row_number,
  CASE
    WHEN event_date IS NULL OR event_name IS NULL OR event_timestamp IS NULL THEN 'missing_required'
    WHEN event_at IS NULL OR export_day NOT RLIKE '^[0-9]{8}$' THEN 'bad_type'
  END AS _reject_reason
FROM paid
LEFT JOIN rate r
  ON r.currency = paid_in AND r.rate_date <= happened_on AND (r.next_date IS NULL OR happened_on < r.next_date)
