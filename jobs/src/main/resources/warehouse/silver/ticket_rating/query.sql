-- Ratings that are good or bad; deliveries that say the same again are one.
-- Grain: one row per rating, instant and score.
WITH rating AS (
  SELECT
    s.*,
    to_instant(s.given_at, coalesce(z.timezone, 'UTC')) AS rated_at,
    -- a rating that is delivered again with another ticket was that one's all along
    max_by(s.ticket_id, s.delivery) OVER (PARTITION BY s._record_id) AS last_ticket_id
  FROM sources s
  LEFT JOIN config.source_timezone z ON z.source = s.source
)

SELECT
  concat_ws(':', _record_id, 'rating', unix_micros(rated_at), score) AS rating_id,
  last_ticket_id AS ticket_id,
  source,
  rated_at,
  score,
  max(actor_id) AS actor_id,
  _record_id AS source_record_id
FROM rating
WHERE rated_at IS NOT NULL AND score IS NOT NULL
GROUP BY _record_id, last_ticket_id, source, rated_at, score
