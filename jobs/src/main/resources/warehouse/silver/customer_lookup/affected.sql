-- Changed records, the addresses that they hold or held, and all records with such an address: an
-- address leads to the least customer among its records, so they are computed together.
WITH address AS (
  SELECT explode(email_keys) AS email_key FROM silver.customer_record_changes
  UNION
  SELECT key_value FROM silver.customer_shared_key_changes WHERE key_kind = 'email'
),

held AS (
  SELECT customer_source_key, explode(email_keys) AS email_key FROM silver.customer_record
)

SELECT h.customer_source_key AS lookup_key
FROM held h
LEFT SEMI JOIN address USING (email_key)
LEFT ANTI JOIN silver.customer_shared_key ON key_kind = 'email' AND key_value = h.email_key
UNION
SELECT customer_source_key FROM silver.customer_record_changes
UNION
SELECT 'email:' || email_key FROM address
