-- An address that links records leads to one customer; one that too many records share leads nowhere.
-- Grain: one row per source key or e-mail address.
SELECT customer_source_key AS lookup_key, customer_id
FROM silver.customer_record
UNION ALL
SELECT 'email:' || email_key AS lookup_key, min(customer_id) AS customer_id
FROM (SELECT customer_id, explode(email_keys) AS email_key FROM silver.customer_record)
WHERE email_key NOT IN (
  SELECT key_value
  FROM silver.customer_shared_key
  WHERE key_kind = 'email' AND key_value IS NOT NULL)
GROUP BY email_key
