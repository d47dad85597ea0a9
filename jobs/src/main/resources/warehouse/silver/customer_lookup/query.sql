-- An address or number that links records leads to one customer; one that too many records share leads nowhere.
-- Grain: one row per source key, e-mail address or phone number.
WITH held AS (
  SELECT customer_id, 'email' AS key_kind, explode(email_keys) AS key_value FROM silver.customer_record
  UNION ALL
  SELECT customer_id, 'phone', explode(phone_keys) FROM silver.customer_record
)

SELECT customer_source_key AS lookup_key, customer_id
FROM silver.customer_record
UNION ALL
SELECT h.key_kind || ':' || h.key_value AS lookup_key, min(h.customer_id) AS customer_id
FROM held h
LEFT ANTI JOIN silver.customer_shared_key s ON s.key_kind = h.key_kind AND s.key_value = h.key_value
GROUP BY h.key_kind, h.key_value
