-- Rows of GA4's BigQuery export.
-- Grain: one row per event.
-- Of a date only the best export stands: daily, else fresh, else intraday, so nothing counts twice and
-- what GA4 dropped at the day's end is gone. An event is what it says, however its parameters are
-- written: exports of one table by two programs are the same events, and the row delivered last tells
-- them; equal rows of one file stay as many as they are. Narrowed by the exported date, on which all
-- this depends, in both of its spellings; _record_id holds it, so that rejected rows follow.
-- Rules: docs/decisions/behaviour.md.
WITH delivered AS (
  SELECT
    *,
    regexp_replace(event_date, '^([0-9]{4})-([0-9]{2})-([0-9]{2})$', '$1$2$3') AS export_day,
    CASE WHEN export_table LIKE '%intraday%' THEN 3 WHEN export_table LIKE '%fresh%' THEN 2 ELSE 1 END AS export_rank,
    -- where all rows of a date have them, they tell apart events that are equal otherwise
    struct(event_bundle_sequence_id, batch_page_id, batch_ordering_id, batch_event_index) AS batch
  FROM bronze.ga4_events
),

best AS (
  SELECT
    export_day, export_rank,
    bool_and(coalesce(event_bundle_sequence_id, batch_page_id, batch_ordering_id, batch_event_index) IS NOT NULL)
      AS has_batch,
    bool_or(event_params LIKE '%session_engaged%') AS tells_engaged,
    row_number() OVER (PARTITION BY export_day ORDER BY export_rank) AS place
  FROM delivered
  GROUP BY export_day, export_rank
),

reference AS (
  SELECT min(target_source) AS target_source
  FROM config.identity_reference
  WHERE source = 'ga4' AND field = 'user_id'
),

standing AS (
  SELECT
    e._record_id, e._delivery_date, e._file, e._file_id, e._row_number, e.event_date, e.export_day, e.device, e.geo,
    e.traffic_source, e.ecommerce, r.target_source,
    e.export_rank > 1 AS is_intraday,
    if(b.has_batch, e.batch, NULL) AS batch, b.tells_engaged,
    nullif(trim(e.event_name), '') AS event_name,
    nullif(trim(e.event_timestamp), '') AS event_timestamp,
    nullif(trim(e.user_pseudo_id), '') AS user_pseudo_id,
    native_id(e.user_id) AS user_id,
    transform(
      from_json(e.event_params, 'ARRAY<STRUCT<key: STRING, value: STRUCT<string_value: STRING, int_value: STRING,
        float_value: STRING, double_value: STRING>>>'),
      p -> struct(
        p.key AS key,
        coalesce(
          p.value.string_value, p.value.int_value,
          CAST(try_cast(coalesce(p.value.double_value, p.value.float_value) AS DOUBLE) AS STRING))
          AS value)) AS params
  FROM delivered e
  JOIN best b ON b.export_day <=> e.export_day AND b.export_rank = e.export_rank AND b.place = 1
  CROSS JOIN reference r
),

typed AS (
  SELECT
    *,
    -- whole microseconds, also where a program wrote them as 1.7723592E15
    to_instant(CAST(try_cast(try_cast(event_timestamp AS DECIMAL(38, 6)) AS BIGINT) AS STRING), 'UTC') AS event_at,
    get(filter(params, p -> p.key = 'ga_session_id'), 0).value AS session,
    get(filter(params, p -> p.key = 'session_engaged'), 0).value AS engaged,
    trim(get_json_object(geo, '$.country')) AS place_told,
    nullif(trim(get_json_object(ecommerce, '$.transaction_id')), '') AS transaction_id,
    nullif(trim(get_json_object(ecommerce, '$.purchase_revenue')), '') AS revenue_text
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
)

SELECT
  _record_id AS event_id,
  'ga4' AS source,
  export_day,
  is_intraday,
  event_name,
  event_at,
  business_date(event_at, :timezone) AS event_date,
  pseudonym(user_pseudo_id) AS user_key,
  'ga4:' || pseudonym(user_pseudo_id || '.' || session) AS session_id,
  coalesce(engaged = '1', if(tells_engaged, false, NULL)) AS is_session_engaged,
  CASE WHEN event_name = 'purchase' THEN nullif(transaction_id, '(not set)') END AS transaction_id,
  CASE WHEN event_name = 'purchase' THEN parse_number(revenue_text) END AS revenue,
  nullif(get_json_object(device, '$.category'), '') AS device,
  coalesce(country_code(place_told), nullif(nullif(place_told, ''), '(not set)')) AS country,
  nullif(get_json_object(traffic_source, '$.source'), '') AS traffic_source,
  nullif(get_json_object(traffic_source, '$.medium'), '') AS traffic_medium,
  target_source || ':' || user_id AS customer_source_key,
  business_date(event_at, :timezone) AS _recheck_on,
  trunc(business_date(event_at, :timezone), 'MM') AS event_month,
  event_date AS _record_id, _file, _file_id, _row_number,
  CASE
    WHEN event_date IS NULL OR event_name IS NULL OR event_timestamp IS NULL THEN 'missing_required'
    WHEN event_at IS NULL OR export_day NOT RLIKE '^[0-9]{8}$' THEN 'bad_type'
    WHEN event_name = 'purchase' AND revenue_text IS NOT NULL AND parse_number(revenue_text) IS NULL THEN 'bad_type'
    WHEN event_name = 'purchase' AND abs(parse_number(revenue_text)) > 1000000000000 THEN 'out_of_scale'
  END AS _reject_reason
FROM told
WHERE place = 1
