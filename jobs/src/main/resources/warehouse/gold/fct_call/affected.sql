-- Calls follow themselves and their customer: who it is, and its attributes.
SELECT call_id FROM silver.call_changes
UNION
SELECT record_id FROM silver.customer_match_changes WHERE record_kind = 'call'
UNION
SELECT m.record_id
FROM silver.customer_match m
LEFT SEMI JOIN gold.dim_customer_changes d ON d.customer_id = m.customer_id
WHERE m.record_kind = 'call'
