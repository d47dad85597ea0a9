-- One aggregation over the status intervals and one over the other events of a ticket, up to as_of.
-- has_replies, has_flow: replies and statuses of this ticket are delivered from its opening on; where
-- they are not, counts are null. Who asks is an end user, whatever her role.
-- Grain: one row per ticket that counts.
WITH ticket AS (
  SELECT t.*, if(h.ticket_id IS NULL, array(), h.plan) AS plan
  FROM silver.ticket t
  LEFT JOIN silver.ticket_hours h ON h.ticket_id = t.ticket_id
  WHERE t.created_at < :as_of_end AND NOT t.is_deleted AND NOT t.is_spam AND NOT t.is_merged
),
flow AS (
  SELECT
    ticket_id,
    max_by(status, position) AS status,
    min(from_at) FILTER (WHERE is_resolution) AS first_resolved_at,
    max(from_at) FILTER (WHERE is_resolution) AS last_resolved_at,
    min(from_at) FILTER (WHERE is_reopening) AS first_reopened_at,
    count_if(is_reopening) AS reopens,
    bool_or(is_derived) AS is_derived,
    sum(length) FILTER (WHERE status IN ('new', 'open', 'hold')) AS requester_wait,
    sum(length) FILTER (WHERE status = 'pending') AS agent_wait,
    sum(length) FILTER (WHERE status = 'hold') AS hold,
    sum(worked) FILTER (WHERE status IN ('new', 'open', 'hold')) AS requester_wait_worked,
    sum(worked) FILTER (WHERE status = 'pending') AS agent_wait_worked,
    sum(worked) FILTER (WHERE status = 'hold') AS hold_worked
  FROM (
    SELECT
      s.*,
      if(s.to_at < :as_of_end, unix_micros(s.to_at) - unix_micros(s.from_at), 0) AS length,
      if(s.to_at < :as_of_end, work_micros(t.plan, s.from_at, s.to_at), 0) AS worked
    FROM ticket t
    JOIN silver.ticket_status s ON s.ticket_id = t.ticket_id
    WHERE s.from_at < :as_of_end
  )
  GROUP BY ticket_id
),
event AS (
  SELECT
    t.ticket_id, e.event_at, e.old_value, e.new_value, e.is_derived, e.source_record_id,
    -- what lies after as_of is a part of the history, and nothing else
    if(e.event_at < :as_of_end, e.kind, NULL) AS kind,
    coalesce(e.actor_role = 'agent' AND e.actor_id = t.requester_id, false) AS is_own,
    if(is_own, 'end_user', e.actor_role) AS actor_role,
    if(e.channel = 'conversation', t.channel, e.channel) AS channel,
    struct(e.event_at, e.sequence, e.event_id) AS at,
    e.event_at < :as_of_end AND e.kind = 'reply' AND e.is_public AND e.event_at > t.created_at AS is_reply
  FROM ticket t
  JOIN silver.ticket_event e ON e.ticket_id = t.ticket_id
),
contact AS (
  SELECT
    ticket_id,
    bool_or(kind NOT IN ('rating', 'merge') AND NOT is_derived) AS has_events,
    bool_or(kind = 'created' AND NOT is_derived) AS has_opening,
    size(collect_set(source_record_id) FILTER (WHERE NOT is_derived)) AS parts,
    -- a reply that only the ticket itself tells is none that could be counted
    min(event_at) FILTER (WHERE is_answer) AS answered_at,
    min(event_at) FILTER (WHERE is_reply AND actor_role = 'agent' AND is_derived) AS told_reply,
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
),
assigned AS (
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
  FROM contact
),
known AS (
  SELECT
    t.ticket_id,
    -- whether the opening message is a part is not told; 500 parts are as many as Intercom returns
    coalesce(NOT t.has_opening_event OR c.has_opening, true)
      AND coalesce(c.parts + 1 >= t.history_parts, t.source <> 'intercom' OR c.parts < 500, true) AS is_whole,
    -- the first reply lies before all that are delivered: their beginning is missing
    coalesce(c.answered_at <= c.told_reply_at + INTERVAL 15 MINUTES, c.told_reply_at IS NULL) AS is_agreed
  FROM ticket t
  LEFT JOIN assigned c ON c.ticket_id = t.ticket_id
)
SELECT
  t.ticket_id, t.source, coalesce(f.status, t.status) AS status,
  if(c.priority IS NULL, t.priority, c.priority.value) AS priority,
  t.channel, t.topic, t.brand, t.group_id,
  if(size(c.assignments) > 0, get(c.assignments, size(c.assignments) - 1).new_value, t.agent_id)
    AS agent_id,
  t.customer_source_key, coalesce(r.customer_id, a.customer_id) AS customer_id,
  coalesce(r.customer_id, a.customer_id, t.customer_source_key, t.ticket_id) AS customer_ref,
  t.created_at, h.first_reply_at, f.first_resolved_at, f.first_reopened_at,
  if(f.status IN ('solved', 'closed'), f.last_resolved_at, NULL) AS resolved_at,
  work_micros(t.plan, t.created_at, h.first_reply_at) AS first_reply_business_micros,
  work_micros(t.plan, t.created_at, f.first_resolved_at) AS first_resolution_business_micros,
  work_micros(t.plan, t.created_at, if(f.status IN ('solved', 'closed'), f.last_resolved_at, NULL))
    AS resolution_business_micros,
  if(h.has_flow, coalesce(f.requester_wait, 0) DIV 1000, NULL) AS requester_wait_ms,
  if(h.has_flow, coalesce(f.agent_wait, 0) DIV 1000, NULL) AS agent_wait_ms,
  if(h.has_flow, coalesce(f.hold, 0) DIV 1000, NULL) AS hold_ms,
  if(h.has_flow AND t.plan IS NOT NULL, coalesce(f.requester_wait_worked, 0) DIV 1000, NULL)
    AS requester_wait_business_ms,
  if(h.has_flow AND t.plan IS NOT NULL, coalesce(f.agent_wait_worked, 0) DIV 1000, NULL)
    AS agent_wait_business_ms,
  if(h.has_flow AND t.plan IS NOT NULL, coalesce(f.hold_worked, 0) DIV 1000, NULL)
    AS hold_business_ms,
  h.next.n AS next_replies, h.next.micros DIV 1000 AS next_reply_ms,
  if(t.plan IS NULL, NULL, h.next.business_micros DIV 1000) AS next_reply_business_ms,
  if(h.has_replies, coalesce(c.agent_replies, 0), NULL) AS agent_replies,
  if(h.has_replies, coalesce(c.customer_replies, 0), NULL) AS customer_replies,
  if(h.has_flow, coalesce(f.reopens, 0), NULL) AS reopens,
  if(h.has_changes, bigint(size(filter(c.agents, (x, i) -> i > 0 AND x <> get(c.agents, i - 1)))), NULL)
    AS handoffs,
  t.is_reopened,
  t.is_escalated,
  coalesce(f.status, t.status) IN ('solved', 'closed') AS is_resolved,
  coalesce(c.csat_first, t.csat) AS csat_first, coalesce(c.csat_latest, t.csat) AS csat_latest,
  t.requester_id, t.is_unanswered,
  coalesce(c.has_events AND NOT (k.is_whole AND k.is_agreed), false) AS is_partial
FROM ticket t
LEFT JOIN flow f ON f.ticket_id = t.ticket_id
LEFT JOIN assigned c ON c.ticket_id = t.ticket_id
LEFT JOIN known k ON k.ticket_id = t.ticket_id
LEFT JOIN silver.customer_lookup r ON r.lookup_key = t.customer_source_key
LEFT JOIN silver.customer_lookup a ON a.lookup_key = t.customer_address
CROSS JOIN LATERAL (  -- noqa: PRS
  SELECT
    has_replies, has_changes,
    -- a history without the reopening that the ticket itself tells is not whole
    has_changes AND NOT f.is_derived AND (f.reopens > 0 OR NOT coalesce(t.is_reopened, false))
      AS has_flow,
    if(has_replies, coalesce(c.answered_at, c.told_reply_at), c.told_reply_at) AS first_reply_at,
    if(has_replies, next_reply_times(c.replies, coalesce(t.plan, array())), NULL) AS next
  FROM (
    SELECT
      k.is_agreed AND if(
        t.has_reply_history IS NULL, coalesce(c.has_events, false) AND k.is_whole, t.has_reply_history
      ) AS has_replies,
      t.has_status_history AND k.is_whole AND (t.has_reply_history IS NOT NULL OR coalesce(c.has_events, false))
        AS has_changes)
) h
