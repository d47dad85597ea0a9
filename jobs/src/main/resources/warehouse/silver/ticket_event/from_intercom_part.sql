-- A part of a conversation may be a comment, a change of state and an assignment at once, or nothing
-- of these: each leaves an event, so that parts can be counted. What admins write is an agent's reply,
-- what bots, workflows and the AI agent (who may write as an admin) write is not. A customer's comment
-- reopens a closed or snoozed conversation. A part does not say what the state was before:
-- conversations begin open, which is all that is asked of the first change.
-- Grain: one row per event of a ticket.
WITH part AS (
  SELECT
    _record_id, _file, _file_id, _row_number, conversation_id, created_at,
    lower(part_type) AS type,
    coalesce(trim(body) <> '', false) AS has_body,
    try_cast(_key AS BIGINT) AS sequence,
    from_json(author, 'type STRING, id STRING, from_ai_agent STRING, is_ai_answer STRING') AS author,
    from_json(assigned_to, 'type STRING, id STRING') AS assignee,
    to_instant(created_at, :intercom_timezone) AS event_at
  FROM bronze.intercom_conversation_parts
),

read AS (
  SELECT
    *,
    CASE
      WHEN parse_flag(author.from_ai_agent) OR parse_flag(author.is_ai_answer) THEN 'system'
      WHEN author.type IN ('admin', 'team') THEN 'agent'
      WHEN author.type IN ('user', 'lead', 'contact') THEN 'end_user'
      ELSE 'system'
    END AS actor_role,
    CASE
      WHEN type RLIKE 'note' THEN 'note'
      WHEN type IN ('comment', 'quick_reply') OR (type IN ('open', 'close') AND has_body) THEN 'reply'
    END AS comment,
    CASE
      WHEN type = 'close' THEN 'closed'
      WHEN type = 'snoozed' THEN 'snoozed'
      WHEN type = 'open' OR type RLIKE '(unsnooze|_and_reopen)' THEN 'open'
      WHEN type IN ('comment', 'quick_reply') AND author.type IN ('user', 'lead', 'contact') THEN 'open'
    END AS state
  FROM part
),

moved AS (
  SELECT
    *, coalesce(type RLIKE '^(default_|away_mode_)?assign' AND assignee IS NOT NULL, false) AS is_assignment
  FROM read
),

item AS (
  SELECT
    *,
    inline(filter(
      array(
        struct(comment AS kind, CAST(NULL AS STRING) AS new_native),
        struct(if(state IS NOT NULL, 'status', NULL) AS kind, state AS new_native),
        struct(
          if(is_assignment, 'assignment', NULL) AS kind,
          if(assignee.type = 'admin', assignee.id, NULL) AS new_native),
        struct(
          if(comment IS NULL AND state IS NULL AND NOT is_assignment, 'other', NULL) AS kind,
          CAST(NULL AS STRING) AS new_native)),
      e -> e.kind IS NOT NULL))
  FROM moved
  WHERE event_at IS NOT NULL
  UNION ALL
  SELECT *, CAST(NULL AS STRING), CAST(NULL AS STRING)
  FROM moved
  WHERE event_at IS NULL
)

SELECT
  concat_ws(':', p._record_id, 'part', p.kind) AS event_id,
  concat('intercom:', native_id(p.conversation_id)) AS ticket_id,
  'intercom' AS source,
  p.event_at,
  p.sequence,
  p.kind,
  concat('intercom:', native_id(p.author.id)) AS actor_id,
  p.actor_role,
  CASE p.kind WHEN 'reply' THEN true WHEN 'note' THEN false END AS is_public,
  if(p.kind IN ('reply', 'note'), 'conversation', NULL) AS channel,
  if(p.kind = 'status' AND p.new_native <> 'open', 'open', NULL) AS old_value,
  CASE p.kind
    WHEN 'status' THEN coalesce(s.status, if(p.new_native = 'closed', 'closed', 'open'))
    WHEN 'assignment' THEN concat('intercom:', nullif(native_id(p.new_native), '0'))
  END AS new_value,
  false AS is_derived,
  p._record_id AS source_record_id,
  business_date(p.event_at, :timezone) AS _recheck_on,
  CASE
    WHEN nullif(trim(p.created_at), '') IS NULL THEN 'missing_required'
    WHEN p.event_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  p._file, p._file_id, p._row_number, p._record_id
FROM item p
LEFT JOIN config.status_map s
  ON s.source = 'intercom' AND p.kind = 'status' AND s.native_status = p.new_native
