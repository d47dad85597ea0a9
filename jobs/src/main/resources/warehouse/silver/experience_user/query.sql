-- Users by first exposure.
-- Grain: one row per experience and user.
-- A user counts for the variation met first; what happens within the window from that moment on
-- counts, whatever the experience is still doing. An activity that names an experience counts for that
-- one only. Where no activities are delivered at all, nobody tells what came of it.
-- Rules: docs/decisions/behaviour.md.
WITH event AS (
  SELECT * FROM silver.experience_event WHERE event_at < :as_of_end
),

told AS (
  SELECT count(*) > 0 AS has_activities
  FROM (SELECT 1 FROM bronze.dynamic_yield_events WHERE upper(trim(eventType)) = 'UIA' LIMIT 1)
),

exposed AS (
  SELECT
    experience_id,
    user_key,
    min_by(struct(variation_id, is_control, event_at, event_date), struct(event_at, experience_event_id)) AS f,
    count(DISTINCT variation_id) > 1 AS is_crossed,
    max(customer_source_key) AS customer_source_key
  FROM event
  WHERE event_type <> 'activity'
  GROUP BY experience_id, user_key
),

gained AS (
  SELECT
    x.experience_id, x.user_key, count_if(a.is_conversion) AS conversions, sum(a.revenue) AS revenue,
    bool_or(a._unread IS NOT NULL) AS is_unread
  FROM exposed x
  JOIN event a
    ON a.user_key = x.user_key
    AND a.event_type = 'activity'
    AND (a.experience_id IS NULL OR a.experience_id = x.experience_id)
    AND a.event_at >= x.f.event_at
    AND a.event_at < x.f.event_at + make_dt_interval(:conversion_window_days)
  GROUP BY x.experience_id, x.user_key
)

SELECT
  x.experience_id,
  x.user_key,
  x.f.variation_id,
  x.f.is_control,
  x.is_crossed,
  x.customer_source_key,
  x.f.event_at AS first_exposed_at,
  x.f.event_date AS exposed_date,
  if(t.has_activities, coalesce(g.conversions, 0), NULL) AS conversions,
  if(t.has_activities, try_cast(if(g.is_unread AND coalesce(g.revenue, 0) = 0, NULL, coalesce(g.revenue, 0)) AS DECIMAL(18, 4)), NULL) AS revenue
FROM exposed x
CROSS JOIN told t
LEFT JOIN gained g ON g.experience_id = x.experience_id AND g.user_key = x.user_key
