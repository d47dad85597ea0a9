-- A record alone is its own canonical record, so its id follows from its key.
-- Grain: one row per former customer_id.
WITH alone AS (
  SELECT
    'c_' || left(sha2(customer_source_key, 256), 24) AS alias_customer_id,
    customer_id,
    customer_source_key
  FROM silver.customer_record
)

SELECT alias_customer_id, customer_id, customer_source_key
FROM alone
WHERE alias_customer_id <> customer_id
