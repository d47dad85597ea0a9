-- The key is a hash, so that a rebuild gives every fact the key that it had.
-- Grain: one row per customer and period in which no attribute changed.
SELECT
  xxhash64(customer_id, valid_from) AS customer_key,
  customer_id,
  valid_from,
  if(valid_from = min(valid_from) OVER (PARTITION BY customer_id), DATE'1900-01-01', valid_from)
    AS match_from,
  valid_to,
  is_current,
  acquired_date,
  first_seen_source,
  country,
  region,
  industry,
  plan,
  acquisition_channel
FROM silver.customer
UNION ALL
SELECT
  CAST(-1 AS BIGINT), 'unknown', DATE'1900-01-01', DATE'1900-01-01', NULL, true, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL
