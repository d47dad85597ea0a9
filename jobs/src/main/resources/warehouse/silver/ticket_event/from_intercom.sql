-- The conversation tells its creation, its first reply and its closing: they count only where its
-- parts are not delivered. A conversation that says it has no parts has no history beyond its
-- creation. What the company begins opens no ticket; what campaigns and the operator begin is written
-- by nobody, although they borrow an admin's name.
-- Grain: one row per event of a ticket.
WITH conversation AS (
  SELECT
    _record_id, _file, _file_id, _row_number, id, created_at,
    lower(coalesce(nullif(trim(state), ''), if(NOT parse_flag(open), 'closed', 'open'))) = 'closed' AS is_closed,
    from_json(source, 'delivered_as STRING, author STRUCT<type: STRING, id: STRING>') AS origin,
    from_json(statistics, 'first_admin_reply_at STRING, last_close_at STRING,
      count_conversation_parts STRING') AS stat
  FROM bronze.intercom_conversations
),

told AS (
  SELECT
    _record_id, _file, _file_id, _row_number, id, origin.author,
    coalesce(origin.delivered_as IN ('campaigns_initiated', 'operator_initiated', 'automated'), false)
      AS is_automatic,
    coalesce(origin.delivered_as = 'admin_initiated', false) OR is_automatic AS is_outbound,
    coalesce(parse_number(stat.count_conversation_parts) <> 0, true) AS has_parts,
    inline(array(
      struct('created' AS kind, nullif(trim(created_at), '') AS told),
      struct('reply' AS kind, stat.first_admin_reply_at AS told),
      struct('status' AS kind, if(is_closed, stat.last_close_at, NULL) AS told)))
  FROM conversation
),

dated AS (
  SELECT
    *,
    to_instant(told, :intercom_timezone) AS event_at
  FROM told
)

SELECT
  concat_ws(':', _record_id,
    CASE kind WHEN 'reply' THEN 'first_reply' WHEN 'status' THEN 'status:derived' ELSE kind END) AS event_id,
  concat('intercom:', native_id(id)) AS ticket_id,
  'intercom' AS source,
  event_at,
  CAST(NULL AS BIGINT) AS sequence,
  if(kind = 'created' AND is_outbound, 'other', kind) AS kind,
  if(kind = 'created', concat('intercom:', native_id(author.id)), NULL) AS actor_id,
  CASE
    WHEN kind = 'reply' THEN 'agent'
    WHEN kind = 'status' THEN NULL
    WHEN is_automatic THEN 'system'
    WHEN author.type IN ('admin', 'team') THEN 'agent'
    WHEN author.type IN ('user', 'lead', 'contact') THEN 'end_user'
    WHEN author.type IS NOT NULL THEN 'system'
  END AS actor_role,
  if(kind = 'status' OR (kind = 'created' AND is_outbound), NULL, true) AS is_public,
  CAST(NULL AS STRING) AS channel,
  CAST(NULL AS STRING) AS old_value,
  if(kind = 'status', 'closed', NULL) AS new_value,
  kind <> 'created' OR has_parts AS is_derived,
  _record_id AS source_record_id,
  business_date(event_at, :timezone) AS _recheck_on,
  if(event_at IS NULL, 'bad_type', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM dated
WHERE told IS NOT NULL AND (event_at IS NOT NULL OR kind <> 'created') -- silver.ticket rejects it
