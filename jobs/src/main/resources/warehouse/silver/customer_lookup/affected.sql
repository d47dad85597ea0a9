-- Changed records, the addresses and numbers that they hold or held, and all records with one of these: it
-- leads to the least customer among its records, so they are computed together.
WITH moved AS (
  SELECT 'email' AS key_kind, explode(email_keys) AS key_value FROM silver.customer_record_changes
  UNION
  SELECT 'phone', explode(phone_keys) FROM silver.customer_record_changes
  UNION
  SELECT key_kind, key_value FROM silver.customer_shared_key_changes WHERE key_kind IN ('email', 'phone')
),

held AS (
  SELECT customer_source_key, 'email' AS key_kind, explode(email_keys) AS key_value FROM silver.customer_record
  UNION ALL
  SELECT customer_source_key, 'phone', explode(phone_keys) FROM silver.customer_record
)

SELECT h.customer_source_key AS lookup_key
FROM held h
LEFT SEMI JOIN moved m ON m.key_kind = h.key_kind AND m.key_value = h.key_value
LEFT ANTI JOIN silver.customer_shared_key s ON s.key_kind = h.key_kind AND s.key_value = h.key_value
UNION
SELECT customer_source_key FROM silver.customer_record_changes
UNION
SELECT key_kind || ':' || key_value FROM moved
