-- Ratings of a conversation, from 1 to 5: 4 and 5 are good, 1 and 2 bad, 3 is neither. Each delivered
-- version is an event, since a rating is changed in place.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'intercom'
),
rating AS (
  SELECT
    _record_id, id,
    from_json(conversation_rating, 'rating STRING, created_at STRING, updated_at STRING,
      contact STRUCT<id: STRING>, customer STRUCT<id: STRING>') AS r
  FROM bronze.intercom_conversations_versions
  WHERE conversation_rating IS NOT NULL
),
told AS (
  SELECT
    _record_id, id,
    coalesce(r.contact.id, r.customer.id) AS contact_id,
    coalesce(r.updated_at, r.created_at) AS told,
    CASE WHEN parse_number(r.rating) IN (4, 5) THEN 'good' WHEN parse_number(r.rating) IN (1, 2) THEN 'bad' END
      AS score
  FROM rating
),
dated AS (
  SELECT
    *, to_instant(told, zone) AS event_at
  FROM told CROSS JOIN zone
  WHERE score IS NOT NULL
)
SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(event_at), score) AS event_id,
  concat('intercom:', native_id(id)) AS ticket_id,
  'intercom' AS source,
  event_at,
  CAST(NULL AS BIGINT) AS sequence,
  'rating' AS kind,
  concat('intercom:', native_id(max(contact_id))) AS actor_id,
  'end_user' AS actor_role,
  CAST(NULL AS BOOLEAN) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  score AS new_value,
  false AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on
FROM dated
WHERE event_at IS NOT NULL
GROUP BY _record_id, id, event_at, score
