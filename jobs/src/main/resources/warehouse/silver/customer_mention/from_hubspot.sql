-- Ids that HubSpot merged into a contact and never delivered as contacts of their own: they stay known
-- as records that name the contact, so that what still names them finds the customer.
-- Grain: one row per customer record.
WITH merged AS (
  SELECT
    _record_id,
    explode(split(coalesce(get_json_object(properties, '$.hs_merged_object_ids'), ''), ';')) AS named
  FROM bronze.hubspot_contacts
),

survivor AS (
  SELECT native_id(named) AS merged_id, array_sort(collect_set(_record_id)) AS survivors
  FROM merged
  WHERE native_id(named) RLIKE '^[0-9]+$' AND 'hubspot:' || native_id(named) <> _record_id
  GROUP BY native_id(named)
)

SELECT
  'hubspot:' || merged_id AS customer_source_key,
  'hubspot' AS source,
  merged_id AS source_id,
  CAST(NULL AS TIMESTAMP) AS created_at,
  CAST(NULL AS STRING) AS email_key,
  CAST(NULL AS STRING) AS phone_key,
  CAST(array() AS ARRAY<STRING>) AS email_keys,
  CAST(array() AS ARRAY<STRING>) AS phone_keys,
  0 AS unread_emails,
  0 AS unread_phones,
  survivors AS `references`,
  true AS is_deleted
FROM survivor
LEFT ANTI JOIN bronze.hubspot_contacts c ON c._record_id = 'hubspot:' || merged_id
