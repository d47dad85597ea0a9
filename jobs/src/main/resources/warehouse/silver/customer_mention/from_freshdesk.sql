-- Requesters of Freshdesk's tickets who are not among its contacts: the ticket tells address and
-- number where it was exported with them. Agents who write tickets are staff.
-- Grain: one row per customer record.
WITH requester AS (
  SELECT
    concat('freshdesk:', native_id(requester_id)) AS customer_source_key,
    native_id(requester_id) AS source_id,
    min(to_instant(created_at, :freshdesk_timezone)) AS created_at,
    max_by(
      from_json(requester, 'email STRING, phone STRING, mobile STRING'),
      struct(to_instant(updated_at, :freshdesk_timezone), _record_id)) FILTER (WHERE requester IS NOT NULL) AS said
  FROM bronze.freshdesk_tickets
  WHERE native_id(requester_id) IS NOT NULL AND to_instant(created_at, :freshdesk_timezone) IS NOT NULL
  GROUP BY native_id(requester_id)
),

told AS (
  SELECT *, array(said.email) AS emails, array(said.mobile, said.phone) AS phones FROM requester
),

keyed AS (
  SELECT *, email_addresses(emails) AS addresses, phone_numbers(phones, NULL) AS numbers FROM told
)

SELECT
  customer_source_key,
  'freshdesk' AS source,
  source_id,
  created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), NULL)) = 0))
    AS unread_phones,
  CAST(array() AS ARRAY<STRING>) AS `references`,
  false AS is_deleted
FROM keyed r
LEFT ANTI JOIN bronze.freshdesk_contacts c ON c._record_id = r.customer_source_key
LEFT ANTI JOIN bronze.freshdesk_agents a ON a._record_id = r.customer_source_key
