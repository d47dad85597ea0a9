-- Freshdesk has no history of a ticket: the ticket itself tells when it was created, first answered,
-- resolved and closed; conversations are the replies and notes. Its creation counts as history only
-- where the ticket says that nobody answered: else missing conversations would look like 0 replies. An
-- outbound e-mail (source 10) was opened by an agent, nobody says which. The note that a merge leaves
-- is the only word of it.
-- Grain: one row per event of a ticket.
WITH ticket AS (
  SELECT
    t._record_id, t._file, t._file_id, t._row_number, t.id, t.created_at,
    coalesce(plain_word(native_id(t.source)) IN ('10', 'outbound email'), false) AS is_outbound,
    native_id(t.requester_id) AS requester_id,
    d.status,
    coalesce(t.stats LIKE '%first_responded_at%', false) AS has_stats,
    from_json(t.stats, 'first_responded_at STRING, agent_responded_at STRING, resolved_at STRING, closed_at STRING') AS stat
  FROM bronze.freshdesk_tickets t
  LEFT JOIN config.status_map d
    ON d.source = 'freshdesk' AND d.native_status = lower(native_id(t.status)) AND d.status IN ('solved', 'closed')
),

item AS (
  SELECT
    _record_id, _file, _file_id, _row_number, id AS ticket, created_at AS told, 'created' AS kind,
    if(is_outbound, NULL, requester_id) AS actor, if(is_outbound, 'agent', NULL) AS role,
    if(requester_id IS NULL, NULL, 'end_user') AS role_if_unlisted,
    true AS is_public, CAST(NULL AS STRING) AS channel, CAST(NULL AS STRING) AS new_value,
    NOT has_stats OR stat.first_responded_at IS NOT NULL AS is_derived
  FROM ticket
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, id, stat.first_responded_at, 'reply', NULL, 'agent',
    'agent', true, NULL, NULL, true
  FROM ticket
  WHERE stat.first_responded_at IS NOT NULL
  UNION ALL
  -- when an agent answered last: no reply that could be counted, but conversations that end before it lack their end
  SELECT
    _record_id, _file, _file_id, _row_number, id, stat.agent_responded_at, 'other', NULL, 'agent',
    'agent', NULL, NULL, NULL, true
  FROM ticket
  WHERE nullif(trim(stat.agent_responded_at), '') IS NOT NULL
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, id, stat.resolved_at, 'status', NULL, NULL, NULL, NULL,
    NULL, 'solved', true
  FROM ticket
  WHERE status IS NOT NULL AND stat.resolved_at IS NOT NULL
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, id, stat.closed_at, 'status', NULL, NULL, NULL, NULL,
    NULL, 'closed', true
  FROM ticket
  WHERE status = 'closed' AND stat.closed_at IS NOT NULL
  UNION ALL
  -- 6 repeats the text of a rating; 8 is forwarded to somebody else. What does not say whether it is private is
  -- public where a customer wrote it or it is a reply (0) or a post (5, 7); else nobody knows
  SELECT
    _record_id, _file, _file_id, _row_number, ticket_id, created_at,
    CASE
      WHEN coalesce(parse_flag(private), true) AND merged_into <> '' THEN 'merge'
      WHEN parse_flag(private) OR native_id(source) = '8' THEN 'note'
      ELSE 'reply'
    END,
    user_id, if(parse_flag(incoming), 'end_user', NULL),
    if(NOT parse_flag(incoming), 'agent', NULL),
    coalesce(NOT parse_flag(private), if(parse_flag(incoming) OR native_id(source) IN ('0', '5', '7'), true, NULL)),
    CASE WHEN native_id(source) IN ('5', '7') THEN 'social' WHEN native_id(source) = '9' THEN 'phone' ELSE 'conversation' END,
    concat('freshdesk:', nullif(merged_into, '')), false
  FROM (
    SELECT *, regexp_extract(body_text, '^\\s*This ticket is closed and merged into ticket\\s+#?(\\d+)', 1)
      AS merged_into
    FROM bronze.freshdesk_conversations
    WHERE native_id(source) IS DISTINCT FROM '6')
),

dated AS (
  SELECT *, to_instant(told, :freshdesk_timezone) AS event_at
  FROM item
)

SELECT
  concat_ws(
    ':', d._record_id, if(d.kind = 'reply' AND d.is_derived, 'first_reply', d.kind),
    if(d.kind = 'status', d.new_value, NULL)
  ) AS event_id,
  concat('freshdesk:', native_id(d.ticket)) AS ticket_id,
  'freshdesk' AS source,
  d.event_at,
  CAST(NULL AS BIGINT) AS sequence,
  d.kind,
  concat('freshdesk:', native_id(d.actor)) AS actor_id,
  if(d.kind = 'status', NULL, coalesce(d.role, u.role, d.role_if_unlisted)) AS actor_role,
  d.is_public,
  d.channel,
  CAST(NULL AS STRING) AS old_value,
  d.new_value,
  d.is_derived,
  d._record_id AS source_record_id,
  business_date(d.event_at, :timezone) AS _recheck_on,
  CASE
    WHEN nullif(trim(d.told), '') IS NULL THEN 'missing_required'
    WHEN d.event_at IS NULL THEN 'bad_type'
  END AS _reject_reason,
  d._file, d._file_id, d._row_number, d._record_id
FROM dated d
LEFT JOIN silver.support_user u ON u.user_id = concat('freshdesk:', native_id(d.actor))
WHERE d.event_at IS NOT NULL OR d.kind <> 'created' -- silver.ticket rejects the ticket itself
