-- Freshdesk's contacts say nothing of attributes: a version says only that the contact is there.
-- Grain: one row per version of a contact.
SELECT
  _record_id AS customer_source_key,
  'user' AS said_by,
  to_instant(_cursor, :freshdesk_timezone) AS version_at,
  _delivery_date AS delivery_date,
  _file AS file,
  _row_number AS row_number,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel
FROM bronze.freshdesk_contacts_versions
