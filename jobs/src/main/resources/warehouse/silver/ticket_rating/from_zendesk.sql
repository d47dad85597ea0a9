-- Each delivered version of a rating that says good or bad is one: a customer who changes the
-- mind changes the rating in place.
-- Grain: one row per delivered version of a rating.
SELECT
  concat('zendesk:', native_id(ticket_id)) AS ticket_id,
  'zendesk' AS source,
  coalesce(nullif(trim(updated_at), ''), created_at) AS given_at,
  if(lower(trim(score)) LIKE 'good%', 'good', 'bad') AS score,
  concat('zendesk:', native_id(requester_id)) AS actor_id,
  struct(_delivery_date, file_order(_file) AS _file, _row_number) AS delivery,
  _record_id
FROM bronze.zendesk_satisfaction_ratings_versions
WHERE lower(trim(score)) RLIKE '^(good|bad)' AND ticket_id IS NOT NULL
