-- Ratings of tickets.
-- Grain: one row per rating, instant and score.
SELECT
  rating_id AS event_id,
  ticket_id,
  source,
  rated_at AS event_at,
  CAST(NULL AS BIGINT) AS sequence,
  'rating' AS kind,
  actor_id,
  'end_user' AS actor_role,
  CAST(NULL AS BOOLEAN) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  score AS new_value,
  false AS is_derived,
  source_record_id,
  business_date(rated_at, :timezone) AS _recheck_on
FROM silver.ticket_rating
