-- Each transaction at its first report.
-- Grain: one row per transaction.
-- Reports without a session can be counted in none and are left out.
-- Rules: docs/decisions/behaviour.md.
SELECT
  source,
  transaction_id,
  min_by(event_id, struct(event_at, event_id)) AS event_id,
  min_by(session_id, struct(event_at, event_id)) AS session_id,
  min(event_at) AS purchased_at,
  count(*) AS reports,
  max(revenue_reporting) AS revenue
FROM silver.web_event
WHERE transaction_id IS NOT NULL AND session_id IS NOT NULL AND event_at < :as_of_end
GROUP BY source, transaction_id
