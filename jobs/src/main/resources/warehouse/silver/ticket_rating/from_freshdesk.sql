-- Answers to the main question of Freshdesk's satisfaction survey: above 100 is good, below is bad,
-- and 100 (neutral) is neither. Each delivered version is one, since an answer is changed in
-- place.
-- Grain: one row per rating, instant and score.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'freshdesk'
),

rating AS (
  SELECT
    _record_id, ticket_id, user_id,
    to_instant(coalesce(nullif(trim(updated_at), ''), created_at), zone) AS rated_at,
    parse_number(CASE
      WHEN ratings LIKE '[%' THEN get(filter(
        from_json(ratings, 'ARRAY<STRUCT<question: STRING, value: STRING>>'),
        r -> r.question = 'default_question'), 0).value
      WHEN ratings LIKE '{%' THEN from_json(ratings, 'MAP<STRING, STRING>')['default_question']
    END) AS code
  FROM bronze.freshdesk_satisfaction_ratings_versions CROSS JOIN zone
  WHERE ticket_id IS NOT NULL
),

told AS (
  SELECT *, if(code > 100, 'good', 'bad') AS score
  FROM rating
  WHERE code IN (-103, -102, -101, 101, 102, 103)
)

SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(rated_at), score) AS rating_id,
  concat('freshdesk:', native_id(ticket_id)) AS ticket_id,
  'freshdesk' AS source,
  rated_at,
  score,
  concat('freshdesk:', native_id(max(user_id))) AS actor_id,
  _record_id AS source_record_id
FROM told
WHERE rated_at IS NOT NULL
GROUP BY _record_id, ticket_id, rated_at, score
