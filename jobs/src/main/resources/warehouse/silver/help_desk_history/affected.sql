-- Help desks with an event of a kind that was not seen before, or earlier than any, or one less: all others
-- stay as they are.
SELECT c.source
FROM silver.ticket_event_changes c
LEFT ANTI JOIN existing e ON e.source = c.source AND e.kind = c.kind AND e.since <= c.event_at
WHERE NOT c.is_derived
UNION
SELECT source FROM silver.ticket_event_changes WHERE NOT is_derived AND _change_type <> 'insert'
