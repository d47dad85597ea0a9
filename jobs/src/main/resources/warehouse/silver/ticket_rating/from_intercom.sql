-- Ratings of a conversation, from 1 to 5: 4 and 5 are good, 1 and 2 bad, 3 is neither. Each delivered
-- version is one, since a rating is changed in place.
-- Grain: one row per delivered version of a rating.
WITH rating AS (
  SELECT
    _record_id, id,
    struct(_delivery_date, file_order(_file) AS _file, _row_number) AS delivery,
    from_json(conversation_rating, 'rating STRING, created_at STRING, updated_at STRING,
      contact STRUCT<id: STRING>, customer STRUCT<id: STRING>') AS r
  FROM bronze.intercom_conversations_versions
  WHERE conversation_rating IS NOT NULL
)

SELECT
  concat('intercom:', native_id(id)) AS ticket_id,
  'intercom' AS source,
  coalesce(nullif(trim(r.updated_at), ''), r.created_at) AS given_at,
  CASE WHEN parse_number(r.rating) IN (4, 5) THEN 'good' WHEN parse_number(r.rating) IN (1, 2) THEN 'bad' END AS score,
  concat('intercom:', native_id(coalesce(r.contact.id, r.customer.id))) AS actor_id,
  delivery,
  _record_id
FROM rating
