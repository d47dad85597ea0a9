-- A HubSpot ticket names the tickets that were merged into it, itself perhaps among them, not when: the
-- event is dated by the ticket's own last change, without one by its delivery, and stands at each ticket
-- that was merged away. One that is archived took them in all the same.
-- Grain: one row per event of a ticket.
WITH merged AS (
  SELECT
    _record_id,
    coalesce(
      to_instant(updatedAt, :hubspot_timezone),
      to_instant(get_json_object(properties, '$.hs_lastmodifieddate'), :hubspot_timezone),
      to_instant(string(_delivery_date), :timezone)) AS event_at,
    explode(split(get_json_object(properties, '$.hs_merged_object_ids'), ';')) AS merged_id
  FROM bronze.hubspot_tickets
)

SELECT DISTINCT
  concat_ws(':', _record_id, 'merge', native_id(merged_id)) AS event_id,
  concat('hubspot:', native_id(merged_id)) AS ticket_id,
  'hubspot' AS source,
  event_at,
  CAST(NULL AS BIGINT) AS sequence,
  'merge' AS kind,
  CAST(NULL AS STRING) AS actor_id,
  CAST(NULL AS STRING) AS actor_role,
  CAST(NULL AS BOOLEAN) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  _record_id AS new_value,
  true AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on
FROM merged
WHERE event_at IS NOT NULL AND native_id(merged_id) RLIKE '^[0-9]+$'
  AND concat('hubspot:', native_id(merged_id)) <> _record_id
