-- Its own changes, and tickets of customers whose attributes changed.
SELECT ticket_id FROM silver.ticket_life_changes
UNION
SELECT ticket_id FROM silver.ticket_fcr_changes
UNION
SELECT t.ticket_id
FROM silver.ticket_life t
JOIN gold.dim_customer_changes d ON d.customer_id = t.customer_id
