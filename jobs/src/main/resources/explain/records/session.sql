-- silver.web_session names the session: by session_id its events (silver.web_event).
-- Grain: one row per event.
SELECT session_id AS id, 'bronze.ga4_events' AS named_in, event_id AS record_id
FROM silver.web_event
