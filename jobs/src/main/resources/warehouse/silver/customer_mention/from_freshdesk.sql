-- Requesters of Freshdesk's tickets who are not among its contacts: the ticket tells address and number
-- where it was exported with them. Agents who write tickets are staff.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'freshdesk'
),
requester AS (
  SELECT
    concat('freshdesk:', native_id(requester_id)) AS customer_source_key,
    native_id(requester_id) AS source_id,
    min(to_instant(created_at, zone)) AS created_at,
    max_by(
      from_json(requester, 'email STRING, phone STRING, mobile STRING'),
      struct(to_instant(updated_at, zone), _record_id)) FILTER (WHERE requester IS NOT NULL) AS said
  FROM bronze.freshdesk_tickets CROSS JOIN zone
  WHERE native_id(requester_id) IS NOT NULL AND to_instant(created_at, zone) IS NOT NULL
  GROUP BY native_id(requester_id)
)
SELECT
  customer_source_key,
  'freshdesk' AS source,
  source_id,
  created_at,
  pseudonym(normalize_email(said.email)) AS email_key,
  coalesce(pseudonym(e164(said.mobile, NULL)), pseudonym(e164(said.phone, NULL))) AS phone_key,
  CAST(array() AS ARRAY<STRING>) AS references,
  false AS is_deleted
FROM requester r
LEFT ANTI JOIN bronze.freshdesk_contacts c ON c._record_id = r.customer_source_key
LEFT ANTI JOIN bronze.freshdesk_agents a ON a._record_id = r.customer_source_key
