-- Each delivered version of a rating that says good or bad is an event: a customer who changes the
-- mind changes the rating in place.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'zendesk'
),
rating AS (
  SELECT DISTINCT
    _record_id, ticket_id, requester_id,
    to_instant(coalesce(updated_at, created_at), zone) AS event_at,
    if(lower(score) LIKE 'good%', 'good', 'bad') AS score
  FROM bronze.zendesk_satisfaction_ratings_versions CROSS JOIN zone
  WHERE lower(score) RLIKE '^(good|bad)' AND ticket_id IS NOT NULL
)
SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(event_at), score) AS event_id,
  concat('zendesk:', native_id(ticket_id)) AS ticket_id,
  'zendesk' AS source,
  event_at,
  CAST(NULL AS BIGINT) AS sequence,
  'rating' AS kind,
  concat('zendesk:', native_id(max(requester_id))) AS actor_id,
  'end_user' AS actor_role,
  CAST(NULL AS BOOLEAN) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  score AS new_value,
  false AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on
FROM rating
WHERE event_at IS NOT NULL
GROUP BY _record_id, ticket_id, event_at, score
