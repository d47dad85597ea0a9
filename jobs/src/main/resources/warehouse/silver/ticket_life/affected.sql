-- Its own changes, and tickets whose requester became another customer.
SELECT ticket_id FROM silver.ticket_changes
UNION
SELECT ticket_id FROM silver.ticket_event_changes
UNION
SELECT ticket_id FROM silver.ticket_status_changes
UNION
SELECT ticket_id FROM silver.ticket_hours_changes
UNION
SELECT t.ticket_id
FROM silver.ticket t
JOIN silver.customer_lookup_changes c ON c.lookup_key = t.customer_source_key
UNION
SELECT t.ticket_id
FROM silver.ticket t
JOIN silver.customer_lookup_changes c ON c.lookup_key = t.customer_address
