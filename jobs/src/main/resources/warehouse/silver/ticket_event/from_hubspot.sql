-- HubSpot delivers no history and no conversations of a ticket: only the ticket itself tells when it
-- was created, first answered and closed. What else happened is not known, so all of it is derived.
-- Grain: one row per event of a ticket.
WITH ticket AS (
  SELECT
    t._record_id, t._file, t._file_id, t._row_number, t.id, t.createdAt,
    from_json(t.properties, 'hs_pipeline_stage STRING, createdate STRING, closed_date STRING,
      first_agent_reply_date STRING') AS p
  FROM bronze.hubspot_tickets t
),

told AS (
  SELECT
    t._record_id, t._file, t._file_id, t._row_number, t.id,
    -- a ticket that was opened again keeps the date of its last closing
    coalesce(s.status IN ('solved', 'closed'), true) AS is_done,
    s.status,
    inline(array(
      struct('created' AS kind, coalesce(nullif(trim(p.createdate), ''), createdAt) AS told),
      struct('reply' AS kind, nullif(trim(p.first_agent_reply_date), '') AS told),
      struct('status' AS kind, nullif(trim(p.closed_date), '') AS told)))
  FROM ticket t
  LEFT JOIN config.status_map s
    ON s.source = 'hubspot' AND s.native_status = lower(native_id(t.p.hs_pipeline_stage))
),

dated AS (
  SELECT *, to_instant(told, :hubspot_timezone) AS event_at
  FROM told
)

SELECT
  concat_ws(':', _record_id, if(kind = 'reply', 'first_reply', kind)) AS event_id,
  concat('hubspot:', native_id(id)) AS ticket_id,
  'hubspot' AS source,
  event_at,
  CAST(NULL AS BIGINT) AS sequence,
  kind,
  CAST(NULL AS STRING) AS actor_id,
  if(kind = 'reply', 'agent', NULL) AS actor_role,
  if(kind = 'status', NULL, true) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  if(kind = 'status', coalesce(status, 'closed'), NULL) AS new_value,
  true AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on,
  if(event_at IS NULL, 'bad_type', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM dated
WHERE (event_at IS NOT NULL OR kind <> 'created') -- silver.ticket rejects the ticket itself
  AND told IS NOT NULL
  AND (kind <> 'status' OR is_done)
