-- Freshdesk's contacts.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'freshdesk'
),
pointed AS (
  SELECT collect_set(target_source) AS targets
  FROM config.identity_reference
  WHERE source = 'freshdesk' AND field IN ('unique_external_id', 'external_id')
)
SELECT
  _record_id AS customer_source_key,
  'freshdesk' AS source,
  id AS source_id,
  to_instant(created_at, zone) AS created_at,
  pseudonym(normalize_email(email)) AS email_key,
  coalesce(pseudonym(e164(mobile, NULL)), pseudonym(e164(phone, NULL))) AS phone_key,
  if(native_id(unique_external_id) IS NULL,
    CAST(array() AS ARRAY<STRING>),
    array_sort(transform(targets, t -> t || ':' || native_id(unique_external_id)))) AS references,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  coalesce(lower(deleted) = 'true', false) AS is_deleted,
  CASE
    WHEN native_id(id) IS NULL THEN 'missing_required'
    WHEN nullif(trim(created_at), '') IS NOT NULL AND NOT is_time(created_at) THEN 'bad_type'
  END AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM bronze.freshdesk_contacts CROSS JOIN zone CROSS JOIN pointed
