-- What a ticket tells itself (derived) says nothing of the histories.
SELECT DISTINCT source, kind
FROM silver.ticket_event
WHERE NOT is_derived
