-- Who wrote in Intercom's conversations: users, leads and contacts, with the address that the latest
-- of them names. Contacts themselves are not delivered.
-- Grain: one row per customer record.
WITH conversation AS (
  SELECT
    _record_id,
    to_instant(updated_at, :intercom_timezone) AS updated,
    to_instant(created_at, :intercom_timezone) AS created_at,
    from_json(source, 'author STRUCT<type: STRING, id: STRING, email: STRING>').author AS author,
    coalesce(
      get_json_object(contacts, '$.contacts[0].id'), get_json_object(contacts, '$[0].id'),
      get_json_object(customers, '$[0].id'), get_json_object(`user`, '$.id')) AS contact_id
  FROM bronze.intercom_conversations
),

writer AS (
  SELECT
    _record_id, updated, created_at,
    native_id(coalesce(if(author.type IN ('user', 'lead', 'contact'), author.id, NULL), contact_id)) AS id,
    if(author.type IN ('user', 'lead', 'contact'), nullif(trim(author.email), ''), NULL) AS email
  FROM conversation
  WHERE created_at IS NOT NULL
),

known AS (
  SELECT
    id,
    min(created_at) AS created_at,
    max_by(email, struct(updated, _record_id)) FILTER (WHERE email IS NOT NULL) AS email
  FROM writer
  WHERE id IS NOT NULL
  GROUP BY id
),

keyed AS (
  SELECT *, email_addresses(array(email)) AS addresses FROM known
)

SELECT
  'intercom:' || id AS customer_source_key,
  'intercom' AS source,
  id AS source_id,
  created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  CAST(NULL AS STRING) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  CAST(array() AS ARRAY<STRING>) AS phone_keys,
  if(email IS NOT NULL AND cardinality(addresses) = 0, 1, 0) AS unread_emails,
  0 AS unread_phones,
  CAST(array() AS ARRAY<STRING>) AS `references`,
  false AS is_deleted
FROM keyed
