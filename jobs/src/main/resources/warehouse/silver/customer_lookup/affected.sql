-- Changed records, the addresses that they hold or held, and all records with such an address: an
-- address leads to the least customer among its records, so they are computed together.
WITH address AS (
  SELECT email_key FROM silver.customer_record_changes WHERE email_key IS NOT NULL
  UNION
  SELECT key_value FROM silver.customer_shared_key_changes WHERE key_kind = 'email'
),
holder AS (
  SELECT r.customer_source_key, r.email_key
  FROM silver.customer_record r
  LEFT SEMI JOIN address USING (email_key)
  LEFT ANTI JOIN silver.customer_shared_key ON key_kind = 'email' AND key_value = r.email_key
)
SELECT explode(array_compact(array(customer_source_key, 'email:' || email_key))) AS lookup_key FROM holder
UNION
SELECT explode(array_compact(array(customer_source_key, 'email:' || email_key)))
FROM silver.customer_record_changes
UNION
SELECT 'email:' || key_value FROM silver.customer_shared_key_changes WHERE key_kind = 'email'
