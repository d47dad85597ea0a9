-- Freshdesk's contacts.
-- Grain: one row per customer record.
WITH pointed AS (
  SELECT collect_set(target_source) AS targets
  FROM config.identity_reference
  WHERE source = 'freshdesk' AND field IN ('unique_external_id', 'external_id')
),

delivered AS (
  SELECT
    *,
    concat(array(email), coalesce(from_json(other_emails, 'ARRAY<STRING>'), array())) AS emails,
    array(mobile, phone) AS phones
  FROM bronze.freshdesk_contacts
),

told AS (
  SELECT *, email_addresses(emails) AS addresses, phone_numbers(phones, NULL) AS numbers
  FROM delivered
)

SELECT
  _record_id AS customer_source_key,
  'freshdesk' AS source,
  native_id(id) AS source_id,
  to_instant(created_at, :freshdesk_timezone) AS created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  CAST(array() AS ARRAY<STRING>) AS shared_phone_keys,
  if(native_id(unique_external_id) IS NULL,
    CAST(array() AS ARRAY<STRING>),
    array_sort(transform(targets, t -> t || ':' || native_id(unique_external_id)))) AS `references`,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), NULL)) = 0))
    AS unread_phones,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  coalesce(parse_flag(deleted), false) AS is_deleted,
  if(nullif(trim(created_at), '') IS NOT NULL
      AND to_instant(created_at, :freshdesk_timezone) IS NULL, 'created_at', NULL) AS _unread,
  if(native_id(id) IS NULL, 'missing_required', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM told CROSS JOIN pointed
