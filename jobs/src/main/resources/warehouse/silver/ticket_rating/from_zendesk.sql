-- Each delivered version of a rating that says good or bad is one: a customer who changes the
-- mind changes the rating in place.
-- Grain: one row per rating, instant and score.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'zendesk'
),

rating AS (
  SELECT DISTINCT
    _record_id, ticket_id, requester_id,
    to_instant(coalesce(updated_at, created_at), zone) AS rated_at,
    if(lower(score) LIKE 'good%', 'good', 'bad') AS score
  FROM bronze.zendesk_satisfaction_ratings_versions CROSS JOIN zone
  WHERE lower(score) RLIKE '^(good|bad)' AND ticket_id IS NOT NULL
)

SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(rated_at), score) AS rating_id,
  concat('zendesk:', native_id(ticket_id)) AS ticket_id,
  'zendesk' AS source,
  rated_at,
  score,
  concat('zendesk:', native_id(max(requester_id))) AS actor_id,
  _record_id AS source_record_id
FROM rating
WHERE rated_at IS NOT NULL
GROUP BY _record_id, ticket_id, rated_at, score
