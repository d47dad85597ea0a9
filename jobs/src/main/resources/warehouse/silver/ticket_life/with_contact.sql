-- What the other events of a ticket add up to: replies, assignments, ratings.
-- Grain: one row per ticket.
WITH event AS (
  SELECT
    t.ticket_id, e.event_at, e.old_value, e.new_value, e.is_derived, e.source_record_id,
    -- what lies after as_of is a part of the history, and nothing else
    if(e.event_at < :as_of_end, e.kind, NULL) AS kind,
    e.kind = 'status' AND NOT e.is_derived AS is_change,
    coalesce(coalesce(e.actor_role, 'agent') = 'agent' AND e.actor_id = t.requester_id, false) AS is_own,
    if(is_own, 'end_user', e.actor_role) AS actor_role,
    e.actor_id IS NOT NULL OR e.actor_role IS NOT NULL AS is_signed,
    if(e.channel = 'conversation', t.channel, e.channel) AS channel,
    struct(e.event_at, e.sequence, e.event_id) AS at,
    e.event_at > t.created_at AS is_later,
    e.event_at < :as_of_end AND e.kind = 'reply' AND is_later AS is_comment,
    is_comment AND e.is_public AS is_reply,
    -- nobody tells whether the customer sees what somebody wrote who may be an agent
    is_comment AND e.is_public IS NULL AND coalesce(e.actor_role, 'agent') = 'agent' AS is_untold
  FROM ticket t
  JOIN silver.ticket_event e ON e.ticket_id = t.ticket_id
),

told AS (
  SELECT
    ticket_id,
    bool_or(kind NOT IN ('rating', 'merge') AND NOT is_derived) AS has_events,
    bool_or(kind = 'created' AND NOT is_derived) AS has_opening,
    bool_or(is_change) AS has_change,
    coalesce(bool_or((is_reply AND actor_role IS NULL) OR is_untold), false) AS has_unknown_author,
    min_by(struct(actor_role AS role), struct(NOT actor_role <=> 'end_user', at)) FILTER (WHERE kind = 'created' AND is_signed)
      AS opening,
    -- what the ticket's own record tells, such as a rating, is no part
    size(collect_set(source_record_id) FILTER (WHERE NOT is_derived AND source_record_id <> ticket_id))
      AS parts,
    -- a reply that only the ticket itself tells is none that could be counted
    min(event_at) FILTER (WHERE is_answer) AS answered_at,
    min(event_at) FILTER (WHERE is_reply AND actor_role = 'agent' AND is_derived) AS told_reply,
    -- the last that the staff wrote, and the last that the ticket itself tells of
    max(event_at) FILTER (WHERE kind IN ('reply', 'note', 'merge') AND NOT is_derived AND NOT actor_role <=> 'end_user')
      AS written_last_at,
    max(event_at) FILTER (WHERE kind = 'other' AND is_derived AND actor_role = 'agent' AND is_later) AS told_last_at,
    collect_list(event_at) FILTER (WHERE is_reply AND is_own) AS own_replies,
    count_if(is_answer AND NOT channel <=> 'chat') AS written_replies,
    collect_list(event_at) FILTER (WHERE is_answer AND channel <=> 'chat') AS chat_replies,
    collect_list(event_at) FILTER (
      WHERE kind = 'chat_end' OR (kind = 'status' AND new_value IN ('solved', 'closed'))) AS chat_ends,
    count_if(is_reply AND actor_role = 'end_user' AND NOT is_derived) AS customer_replies,
    max_by(struct(new_value AS value), at) FILTER (WHERE kind = 'priority') AS priority,
    array_sort(collect_list(struct(at, old_value, new_value)) FILTER (WHERE kind = 'assignment'))
      AS assignments,
    transform(
      array_sort(collect_list(struct(at, actor_role)) FILTER (
        WHERE is_reply AND NOT is_derived AND actor_role IN ('agent', 'end_user'))),
      r -> struct(r.at.event_at AS at, r.actor_role AS role)) AS replies,
    min_by(new_value, at) FILTER (WHERE kind = 'rating') AS csat_first,
    max_by(new_value, at) FILTER (WHERE kind = 'rating') AS csat_latest
  FROM (SELECT *, is_reply AND actor_role = 'agent' AND NOT is_derived AS is_answer FROM event)
  GROUP BY ticket_id
)

SELECT
  *,
  -- a help desk may take the comment of an agent who asks for its first reply
  if(exists(own_replies, own -> abs(unix_millis(own) - unix_millis(told_reply)) <= 60000), NULL, told_reply)
    AS told_reply_at,
  -- what agents write in one chat session is one reply
  written_replies + size(array_distinct(
    transform(chat_replies, at -> size(filter(chat_ends, ended -> ended < at))))) AS agent_replies,
  filter(
    concat(array(get(assignments, 0).old_value), assignments.new_value),
    agent -> agent IS NOT NULL) AS agents
FROM told
