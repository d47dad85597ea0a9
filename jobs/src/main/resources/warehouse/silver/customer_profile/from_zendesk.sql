-- Zendesk's end users: agents and admins are staff. Their identities tell further addresses and
-- numbers. An external_id means something only where identity.references says to which source it
-- points.
-- Grain: one row per customer record.
WITH pointed AS (
  SELECT collect_set(target_source) AS targets
  FROM config.identity_reference
  WHERE source = 'zendesk' AND field = 'external_id'
),

identity AS (
  SELECT
    native_id(user_id) AS user_id,
    sort_array(collect_list(if(type = 'email', value, NULL))) AS emails,
    sort_array(collect_list(if(type = 'phone_number', value, NULL))) AS phones
  FROM bronze.zendesk_user_identities
  WHERE type IN ('email', 'phone_number')
  GROUP BY native_id(user_id)
),

delivered AS (
  SELECT
    u.*,
    concat(array(u.email), coalesce(i.emails, array())) AS emails,
    concat(array(u.phone), coalesce(i.phones, array())) AS phones
  FROM bronze.zendesk_users u
  LEFT JOIN identity i ON u._record_id = 'zendesk:' || i.user_id
  WHERE coalesce(plain_word(u.role), 'end user') = 'end user'
),

told AS (
  SELECT *, email_addresses(emails) AS addresses, phone_numbers(phones, NULL) AS numbers
  FROM delivered
)

SELECT
  _record_id AS customer_source_key,
  'zendesk' AS source,
  native_id(id) AS source_id,
  to_instant(created_at, :zendesk_timezone) AS created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  if(parse_flag(shared_phone_number),
    transform(phone_numbers(array(phone), NULL), n -> pseudonym(n)),
    CAST(array() AS ARRAY<STRING>)) AS shared_phone_keys,
  if(native_id(external_id) IS NULL,
    CAST(array() AS ARRAY<STRING>),
    array_sort(transform(targets, target -> target || ':' || native_id(external_id)))) AS `references`,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), NULL)) = 0))
    AS unread_phones,
  CAST(NULL AS STRING) AS country,
  CAST(NULL AS STRING) AS region,
  CAST(NULL AS STRING) AS industry,
  CAST(NULL AS STRING) AS plan,
  CAST(NULL AS STRING) AS acquisition_channel,
  NOT coalesce(parse_flag(active), true) AS is_deleted,
  if(nullif(trim(created_at), '') IS NOT NULL
      AND to_instant(created_at, :zendesk_timezone) IS NULL, 'created_at', NULL) AS _unread,
  if(native_id(id) IS NULL, 'missing_required', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM told CROSS JOIN pointed
