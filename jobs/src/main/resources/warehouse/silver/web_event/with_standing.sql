-- Rows of the best export of each date, with their parameters as key and text.
-- Grain: one row per exported row that stands.
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
)

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
    transform(
      from_json(e.event_params, 'ARRAY<STRUCT<key: STRING, value: STRUCT<string_value: STRING, int_value: STRING,
        float_value: STRING, double_value: STRING>>>'),
      p -> struct(p.key AS key, p.value AS value, try_cast(p.value.int_value AS DECIMAL(38, 6)) AS number)),
    p -> struct(
      p.key AS key,
      coalesce(
        p.value.string_value,
        -- a tool on the way may have written whole numbers as 900.0 or 9E2
        if(p.number % 1 = 0, CAST(CAST(p.number AS DECIMAL(38, 0)) AS STRING), p.value.int_value),
        CAST(try_cast(coalesce(p.value.double_value, p.value.float_value) AS DOUBLE) AS STRING))
        AS value)) AS params
FROM delivered e
JOIN best b ON b.export_day <=> e.export_day AND b.export_rank = e.export_rank AND b.place = 1
CROSS JOIN reference r
