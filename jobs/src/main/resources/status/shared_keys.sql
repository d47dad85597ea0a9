-- E-mails and phones that too many records share, so that they link nobody
-- of silver.customer_shared_key
SELECT key_kind, source, records, key_value
FROM silver.customer_shared_key
ORDER BY key_kind, source, key_value
LIMIT 20
