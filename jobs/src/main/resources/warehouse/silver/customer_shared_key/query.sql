-- Counts each key within each source; what is over the limit, or told to be shared, is listed.
WITH held AS (
  SELECT source, 'email' AS key_kind, explode(email_keys) AS key_value, false AS is_told
  FROM silver.customer_profile
  UNION ALL
  SELECT source, 'phone', key_value, array_contains(shared_phone_keys, key_value)
  FROM (
    SELECT source, shared_phone_keys, explode(phone_keys) AS key_value
    FROM silver.customer_profile)
  UNION ALL
  SELECT source, 'reference', explode(references), false
  FROM silver.customer_profile
)
SELECT key_kind, key_value, source, count(*) AS records
FROM held
GROUP BY key_kind, key_value, source
HAVING count(*) > :max_records_per_key OR bool_or(is_told)
