-- What a ticket tells itself (derived) says nothing of the histories.
-- Grain: one row per help desk and kind of event.
SELECT source, kind, min(event_at) AS since
FROM silver.ticket_event
WHERE NOT is_derived
GROUP BY source, kind
