-- The audit of a merge stands at the target and names the tickets merged into it; the event is written
-- to each of those.
-- Grain: one row per event of a ticket.
WITH merge AS (
  SELECT
    _record_id, ticket_id, author_id,
    to_instant(created_at, :zendesk_timezone) AS event_at,
    try_cast(_key AS BIGINT) AS sequence,
    posexplode(
      from_json(get_json_object(via, '$.source.from.ticket_ids'), 'ARRAY<STRING>')
    ) AS (position, merged_id)
  FROM bronze.zendesk_ticket_audits
  WHERE lower(get_json_object(via, '$.source.rel')) = 'merge'
)

SELECT
  concat_ws(':', _record_id, 'merge', position) AS event_id,
  concat('zendesk:', native_id(merged_id)) AS ticket_id,
  'zendesk' AS source,
  event_at,
  sequence,
  'merge' AS kind,
  concat('zendesk:', native_id(author_id)) AS actor_id,
  CAST(NULL AS STRING) AS actor_role,
  CAST(NULL AS BOOLEAN) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  concat('zendesk:', native_id(ticket_id)) AS new_value,
  false AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on
FROM merge
WHERE event_at IS NOT NULL AND merged_id IS NOT NULL
