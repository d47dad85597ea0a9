-- Customers whom a source names without listing them.
-- Grain: one row per customer record.
SELECT
  customer_source_key, source, source_id, created_at, email_key, phone_key, email_keys, phone_keys,
  CAST(array() AS ARRAY<STRING>) AS shared_phone_keys,
  `references`, unread_emails, unread_phones,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  is_deleted,
  CAST(NULL AS STRING) AS _unread
FROM silver.customer_mention
