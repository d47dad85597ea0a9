-- Zendesk's end users: agents and admins are staff. An external_id means something only where
-- identity.references says to which source it points.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'zendesk'
),
pointed AS (
  SELECT collect_set(target_source) AS targets
  FROM config.identity_reference
  WHERE source = 'zendesk' AND field = 'external_id'
)
SELECT
  _record_id AS customer_source_key,
  'zendesk' AS source,
  id AS source_id,
  to_instant(created_at, zone) AS created_at,
  pseudonym(normalize_email(email)) AS email_key,
  pseudonym(e164(phone, NULL)) AS phone_key,
  if(native_id(external_id) IS NULL,
    CAST(array() AS ARRAY<STRING>),
    array_sort(transform(targets, target -> target || ':' || native_id(external_id)))) AS references,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  NOT coalesce(try_cast(active AS BOOLEAN), true) AS is_deleted,
  CASE
    WHEN native_id(id) IS NULL THEN 'missing_required'
    WHEN nullif(trim(created_at), '') IS NOT NULL AND NOT is_time(created_at) THEN 'bad_type'
  END AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM bronze.zendesk_users CROSS JOIN zone CROSS JOIN pointed
WHERE coalesce(lower(trim(role)), 'end-user') = 'end-user'
