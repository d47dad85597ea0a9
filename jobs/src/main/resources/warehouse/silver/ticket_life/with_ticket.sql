-- Tickets that count, with the plan of the hours in which they are worked on.
-- Grain: one row per ticket.
SELECT t.*, if(h.ticket_id IS NULL, array(), h.plan) AS plan
FROM silver.ticket t
LEFT JOIN silver.ticket_hours h ON h.ticket_id = t.ticket_id
WHERE t.created_at < :as_of_end AND NOT t.is_deleted AND NOT t.is_spam AND NOT t.is_merged
