-- An audit holds several events. The audit with Create events opens the ticket: its comment is the
-- opening comment, which is nobody's reply; a ticket that was opened without one (a call) is opened
-- all the same. Comments of a merge are notes: they leave the target's times alone. Rules, bots and
-- suggestions are the system, whatever author they name. A call was opened by
-- the caller, whoever wrote it down, unless it went out.
-- An author who is not listed is an end user, if any staff was delivered.
-- Grain: one row per event of a ticket.
WITH staff AS (
  SELECT count(*) > 0 AS is_delivered
  FROM silver.support_user
  WHERE source = 'zendesk'
),

told AS (
  SELECT
    _record_id, _file, _file_id, _row_number, _reject_reason, event_at, via_channel, via_rel, sequence,
    position,
    concat('zendesk:', native_id(ticket_id)) AS ticket,
    coalesce(known_channel(:channel_words, 'zendesk', via_channel), channel_name('zendesk', via_channel)) AS channel,
    coalesce(via_rel = 'outbound' OR via_channel LIKE '%outbound%' OR native_id(via_channel) IN ('35', '46'), false)
      AS is_outbound,
    coalesce(event.author_id, author_id) AS author_id,
    CASE
      WHEN event.type RLIKE 'Comment$' THEN
        CASE
          WHEN is_opening THEN 'created'
          WHEN is_merge OR NOT parse_flag(event.public) THEN 'note'
          ELSE 'reply'
        END
      WHEN event.type = 'OpeningWithoutComment' THEN 'created'
      WHEN event.type = 'ScheduleAssignment' THEN 'schedule'
      WHEN event.type = 'ChatEndedEvent' THEN 'chat_end'
      WHEN event.type IN ('Create', 'Change') THEN
        CASE event.field_name
          WHEN 'status' THEN if(lower(trim(event.value)) <> 'deleted', 'status', NULL)
          WHEN 'priority' THEN 'priority'
          WHEN 'assignee_id' THEN 'assignment'
          WHEN 'satisfaction_score' THEN if(lower(event.value) RLIKE '^(good|bad)', 'rating', NULL)
        END
    END AS kind,
    parse_flag(event.public) AS is_public,
    CASE WHEN event.type = 'Change' THEN nullif(trim(event.previous_value), '') END AS old_native,
    nullif(trim(event.value), '') AS new_native,
    nullif(event.previous_schedule_id, '') AS old_schedule,
    nullif(event.new_schedule_id, '') AS new_schedule
  FROM zendesk_item
)

SELECT
  concat_ws(':', t._record_id, 'audit', lpad(string(t.position), 4, '0')) AS event_id,
  t.ticket AS ticket_id,
  'zendesk' AS source,
  t.event_at,
  t.sequence,
  t.kind,
  concat('zendesk:', native_id(t.author_id)) AS actor_id,
  CASE
    WHEN coalesce(parse_number(t.author_id) <= 0, native_id(t.author_id) IS NULL)
      OR channel_name('zendesk', t.via_channel) RLIKE '^(rule|automatic_solution_suggestions|answer_bot.*)$'
      THEN 'system'
    WHEN t.kind = 'created' AND (t.via_rel IN ('inbound', 'voicemail') OR (t.channel = 'phone' AND NOT t.is_outbound))
      THEN 'end_user'
    ELSE coalesce(u.role, if(s.is_delivered, 'end_user', NULL))
  END AS actor_role,
  -- an end user's comments are no internal ones
  if(t.kind IN ('created', 'reply', 'note'), coalesce(t.is_public, if(t.kind = 'reply' AND actor_role = 'end_user', true, NULL)), NULL)
    AS is_public,
  t.channel,
  CASE t.kind
    WHEN 'status' THEN if(t.old_native IS NULL, NULL, coalesce(old_status.status, 'open'))
    WHEN 'priority' THEN lower(t.old_native)
    WHEN 'assignment' THEN concat('zendesk:', native_id(t.old_native))
    WHEN 'schedule' THEN concat('zendesk:', native_id(t.old_schedule))
  END AS old_value,
  CASE t.kind
    WHEN 'status' THEN coalesce(new_status.status, 'open')
    WHEN 'priority' THEN lower(t.new_native)
    WHEN 'assignment' THEN concat('zendesk:', native_id(t.new_native))
    WHEN 'schedule' THEN concat('zendesk:', native_id(t.new_schedule))
    WHEN 'rating' THEN if(lower(t.new_native) LIKE 'good%', 'good', 'bad')
  END AS new_value,
  false AS is_derived,
  t._record_id AS source_record_id,
  business_date(t.event_at, :timezone) AS _recheck_on,
  t._reject_reason, t._file, t._file_id, t._row_number, t._record_id
FROM told t
CROSS JOIN staff s
LEFT JOIN silver.support_user u
  ON u.user_id = concat('zendesk:', native_id(t.author_id))
  AND t.event_at >= coalesce(u.valid_from, t.event_at)
  AND (u.valid_to IS NULL OR t.event_at < u.valid_to)
LEFT JOIN config.status_map old_status
  ON old_status.source = 'zendesk' AND t.kind = 'status' AND old_status.native_status = lower(t.old_native)
LEFT JOIN config.status_map new_status
  ON new_status.source = 'zendesk' AND t.kind = 'status' AND new_status.native_status = lower(t.new_native)
WHERE (t.kind IS NOT NULL AND t._reject_reason IS NULL)
  OR (t._reject_reason IS NOT NULL AND coalesce(t.position, 0) = 0)
