-- Counts each key within each source; what is over the limit is listed.
WITH held AS (
  SELECT source, 'email' AS key_kind, email_key AS key_value FROM silver.customer_profile
  UNION ALL
  SELECT source, 'phone' AS key_kind, phone_key AS key_value FROM silver.customer_profile
  UNION ALL
  SELECT source, 'reference' AS key_kind, explode(references) AS key_value
  FROM silver.customer_profile
)
SELECT key_kind, key_value, source, count(*) AS records
FROM held
WHERE key_value IS NOT NULL
GROUP BY key_kind, key_value, source
HAVING count(*) > :max_records_per_key
