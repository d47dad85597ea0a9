-- Answers to the main question of Freshdesk's satisfaction survey: above 100 is good, below is bad,
-- and 100 (neutral) is neither. Each delivered version is one, since an answer is changed in
-- place.
-- Grain: one row per delivered version of a rating.
WITH rating AS (
  SELECT
    *,
    parse_number(CASE
      WHEN ratings LIKE '[%' THEN get(filter(
        from_json(ratings, 'ARRAY<STRUCT<question: STRING, value: STRING>>'),
        r -> r.question = 'default_question'), 0).value
      WHEN ratings LIKE '{%' THEN from_json(ratings, 'MAP<STRING, STRING>')['default_question']
    END) AS code
  FROM bronze.freshdesk_satisfaction_ratings_versions
  WHERE ticket_id IS NOT NULL
)

SELECT
  concat('freshdesk:', native_id(ticket_id)) AS ticket_id,
  'freshdesk' AS source,
  coalesce(nullif(trim(updated_at), ''), created_at) AS given_at,
  CASE WHEN code IN (101, 102, 103) THEN 'good' WHEN code IN (-103, -102, -101) THEN 'bad' END AS score,
  concat('freshdesk:', native_id(user_id)) AS actor_id,
  struct(_delivery_date, file_order(_file) AS _file, _row_number) AS delivery,
  _record_id
FROM rating
