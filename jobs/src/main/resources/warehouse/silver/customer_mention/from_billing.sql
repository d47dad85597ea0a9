-- Where billing delivers no list of customers at all, the ids seen in its orders and subscriptions are
-- the list: such a record knows only when it was first seen.
-- Grain: one row per customer record.
WITH seen AS (
  SELECT native_id(customer_id) AS customer_id, coalesce(ordered_at, '') AS seen_at, _delivery_date
  FROM bronze.billing_orders
  UNION ALL
  SELECT native_id(customer_id) AS customer_id, coalesce(start_date, '') AS seen_at, _delivery_date
  FROM bronze.billing_subscriptions
)

SELECT
  'billing:' || customer_id AS customer_source_key,
  'billing' AS source,
  customer_id AS source_id,
  min(coalesce(
    -- a date without a time is a day of the business, as the order's own date is
    to_instant(seen_at, if(is_date(seen_at), :timezone, :billing_timezone)),
    to_instant(string(_delivery_date), :timezone))) AS created_at,
  CAST(NULL AS STRING) AS email_key,
  CAST(NULL AS STRING) AS phone_key,
  CAST(array() AS ARRAY<STRING>) AS email_keys,
  CAST(array() AS ARRAY<STRING>) AS phone_keys,
  0 AS unread_emails,
  0 AS unread_phones,
  CAST(array() AS ARRAY<STRING>) AS `references`,
  false AS is_deleted
FROM seen
WHERE customer_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM bronze.billing_customers)
GROUP BY customer_id
