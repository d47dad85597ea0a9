-- HubSpot contacts; industry, and the country where the contact has none, are those of the contact's
-- company (of several, the one with the least id). Ids that were merged into a contact are references.
-- Grain: one row per customer record.
WITH delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number, id, createdAt, archived,
    from_json(properties, 'email STRING, hs_additional_emails STRING, work_email STRING,
      phone STRING, mobilephone STRING, hs_whatsapp_phone_number STRING, country STRING,
      createdate STRING, hs_analytics_source STRING, hs_merged_object_ids STRING') AS p,
    from_json(associations, 'companies STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked
  FROM bronze.hubspot_contacts
),

contact AS (
  SELECT
    *,
    coalesce(nullif(trim(createdAt), ''), nullif(trim(p.createdate), '')) AS created,
    least_id(linked.companies.results.id) AS company_id,
    array_sort(array_distinct(filter(
      transform(split(coalesce(p.hs_merged_object_ids, ''), ';'), i -> native_id(i)),
      i -> i RLIKE '^[0-9]+$' AND i <> native_id(id)))) AS merged_ids
  FROM delivered
),

company AS (
  SELECT _record_id, from_json(properties, 'country STRING, industry STRING') AS p
  FROM bronze.hubspot_companies
),

placed AS (
  SELECT
    c.*,
    coalesce(nullif(trim(c.p.country), ''), nullif(trim(o.p.country), '')) AS country,
    nullif(trim(o.p.industry), '') AS industry
  FROM contact c
  LEFT JOIN silver.merged_record m ON m.object = 'company' AND m.record_id = 'hubspot:' || c.company_id
  LEFT JOIN company o ON o._record_id = coalesce(m.merged_into, 'hubspot:' || c.company_id)
),

told AS (
  SELECT
    *,
    array(p.email, p.hs_additional_emails, p.work_email) AS emails,
    array(p.mobilephone, p.phone, p.hs_whatsapp_phone_number) AS phones
  FROM placed
),

keyed AS (
  SELECT *, email_addresses(emails) AS addresses, phone_numbers(phones, country) AS numbers
  FROM told
)

SELECT
  _record_id AS customer_source_key,
  'hubspot' AS source,
  native_id(id) AS source_id,
  to_instant(created, :hubspot_timezone) AS created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  CAST(array() AS ARRAY<STRING>) AS shared_phone_keys,
  transform(merged_ids, i -> 'hubspot:' || i) AS `references`,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), country)) = 0))
    AS unread_phones,
  coalesce(country_code(country), country) AS country,
  CAST(NULL AS STRING) AS region,
  industry,
  CAST(NULL AS STRING) AS plan,
  lower(nullif(trim(p.hs_analytics_source), '')) AS acquisition_channel,
  coalesce(parse_flag(archived), false) AS is_deleted,
  if(created IS NOT NULL AND to_instant(created, :hubspot_timezone) IS NULL, 'created_at', NULL) AS _unread,
  if(native_id(id) IS NULL, 'missing_required', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM keyed
