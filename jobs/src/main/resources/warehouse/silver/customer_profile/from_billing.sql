-- Billing's customer list.
-- Grain: one row per customer record.
WITH told AS (
  SELECT
    *,
    array(email) AS emails, email_addresses(array(email)) AS addresses,
    array(phone) AS phones, phone_numbers(array(phone), country) AS numbers,
    transform(filter(split(external_ids, '[;,]'), id -> trim(id) <> ''), id -> if(trim(id) RLIKE '^[A-Za-z0-9_]+ *:',
      lower(trim(split_part(id, ':', 1))) || ':' || native_id(substr(id, instr(id, ':') + 1)), NULL)) AS ids
  FROM bronze.billing_customers
)

SELECT
  _record_id AS customer_source_key,
  'billing' AS source,
  native_id(customer_id) AS source_id,
  -- a date without a time is a day of the business, as an order's date is
  to_instant(created_at, if(is_date(created_at), :timezone, :billing_timezone)) AS created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  CAST(array() AS ARRAY<STRING>) AS shared_phone_keys,
  coalesce(array_sort(array_distinct(array_compact(ids))), CAST(array() AS ARRAY<STRING>)) AS `references`,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), country)) = 0))
    AS unread_phones,
  coalesce(country_code(country), nullif(trim(country), '')) AS country,
  nullif(trim(region), '') AS region,
  nullif(trim(industry), '') AS industry,
  nullif(trim(plan), '') AS plan,
  nullif(trim(acquisition_channel), '') AS acquisition_channel,
  false AS is_deleted,
  nullif(concat_ws(', ',
    if(nullif(trim(created_at), '') IS NOT NULL AND to_instant(created_at, :billing_timezone) IS NULL, 'created_at', NULL),
    if(exists(ids, id -> id IS NULL), 'external_ids', NULL)), '') AS _unread,
  if(native_id(customer_id) IS NULL, 'missing_required', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM told
