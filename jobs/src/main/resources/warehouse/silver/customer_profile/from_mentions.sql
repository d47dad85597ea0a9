-- Customers whom a source names without listing them.
SELECT
  customer_source_key, source, source_id, created_at, email_key, phone_key, references,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  is_deleted
FROM silver.customer_mention
