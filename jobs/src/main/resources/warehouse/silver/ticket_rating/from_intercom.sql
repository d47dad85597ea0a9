-- Ratings of a conversation, from 1 to 5: 4 and 5 are good, 1 and 2 bad, 3 is neither. Each delivered
-- version is one, since a rating is changed in place.
-- Grain: one row per rating, instant and score.
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
    *, to_instant(told, zone) AS rated_at
  FROM told CROSS JOIN zone
  WHERE score IS NOT NULL
)

SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(rated_at), score) AS rating_id,
  concat('intercom:', native_id(id)) AS ticket_id,
  'intercom' AS source,
  rated_at,
  score,
  concat('intercom:', native_id(max(contact_id))) AS actor_id,
  _record_id AS source_record_id
FROM dated
WHERE rated_at IS NOT NULL
GROUP BY _record_id, id, rated_at, score
