-- Users of whom something was delivered or changed. The first activity of all tells that the others did
-- nothing, and with the last one nobody tells that any more: then all are affected.
WITH told AS (
  SELECT count(*) > 0 AS has_activities
  FROM (SELECT 1 FROM bronze.dynamic_yield_events WHERE upper(trim(eventType)) = 'UIA' LIMIT 1)
)

SELECT user_key FROM silver.experience_event_changes
UNION
SELECT pseudonym(native_id(userId)) AS user_key FROM bronze.dynamic_yield_events_changes
UNION
SELECT e.user_key
FROM existing e
CROSS JOIN told t
WHERE (e.conversions IS NOT NULL) <> t.has_activities
