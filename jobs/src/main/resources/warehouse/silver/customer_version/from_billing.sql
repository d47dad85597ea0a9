-- Billing's list of customers, which has no stamp of changes.
-- Grain: one row per version of a customer.
SELECT
  _record_id AS customer_source_key,
  'customer_list' AS said_by,
  CAST(NULL AS TIMESTAMP) AS version_at,
  _delivery_date AS delivery_date,
  _file AS file,
  _row_number AS row_number,
  coalesce(country_code(country), nullif(trim(country), '')) AS country,
  nullif(trim(region), '') AS region,
  nullif(trim(industry), '') AS industry,
  nullif(trim(plan), '') AS plan,
  nullif(trim(acquisition_channel), '') AS acquisition_channel
FROM bronze.billing_customers_versions
