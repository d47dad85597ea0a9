-- One aggregation over the status intervals and one over the other events of a ticket, up to as_of.
-- has_replies, has_flow: replies and statuses of this ticket are delivered from its opening on; where
-- they are not, or nobody tells whether an author is an agent, counts are null. Who asks is an end user, whatever her role.
-- Grain: one row per ticket that counts.
SELECT
  t.ticket_id, t.source, coalesce(f.status, t.status) AS status,
  if(c.priority IS NULL, t.priority, c.priority.value) AS priority,
  t.channel, t.topic, t.topics, t.brand, t.group_id,
  if(size(c.assignments) > 0, get(c.assignments, size(c.assignments) - 1).new_value, t.agent_id)
    AS agent_id,
  t.customer_source_key, coalesce(r.customer_id, a.customer_id) AS customer_id,
  coalesce(r.customer_id, a.customer_id, t.customer_source_key, t.ticket_id) AS customer_ref,
  t.created_at, h.first_reply_at, h.first_resolved_at, f.first_reopened_at,
  if(f.status IN ('solved', 'closed'), f.last_resolved_at, NULL) AS resolved_at,
  work_micros(t.plan, t.created_at, h.first_reply_at) AS first_reply_business_micros,
  work_micros(t.plan, t.created_at, h.first_resolved_at) AS first_resolution_business_micros,
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
  if(k.has_changes, bigint(size(filter(c.agents, (x, i) -> i > 0 AND x <> get(c.agents, i - 1)))), NULL)
    AS handoffs,
  t.is_reopened,
  t.is_escalated,
  coalesce(f.status, t.status) IN ('solved', 'closed') AS is_resolved,
  coalesce(c.csat_first, t.csat) AS csat_first, coalesce(c.csat_latest, t.csat) AS csat_latest,
  t.requester_id, if(c.opening IS NULL, t.opened_by, c.opening.role) AS opened_by, t.is_unanswered,
  w.has_history AND NOT (w.is_whole AND w.has_end AND w.has_last AND w.is_agreed) AS is_partial,
  coalesce(c.has_unknown_author, false) AS has_unknown_author
FROM ticket t
LEFT JOIN flow f ON f.ticket_id = t.ticket_id
LEFT JOIN contact c ON c.ticket_id = t.ticket_id
LEFT JOIN silver.customer_lookup r ON r.lookup_key = t.customer_source_key
LEFT JOIN silver.customer_lookup a ON a.lookup_key = t.customer_address
CROSS JOIN LATERAL (  -- noqa: PRS
  SELECT
    -- whether the opening message is a part is not told; 500 parts are as many as Intercom returns
    coalesce(NOT t.has_opening_event OR c.has_opening, true)
      AND coalesce(c.parts + 1 >= t.history_parts, t.source <> 'intercom' OR c.parts < 500, true) AS is_whole,
    -- without intervals: it was solved, and nothing says since when, or its history ends otherwise than its record says
    coalesce(NOT t.has_status_history, true) OR f.ticket_id IS NOT NULL
      OR NOT (t.status IN ('solved', 'closed') OR coalesce(c.has_change, false)) AS has_end,
    -- the first reply lies before all that are delivered: their beginning is missing
    coalesce(
      c.has_unknown_author OR c.answered_at <= c.told_reply_at + INTERVAL 15 MINUTES,
      c.told_reply_at IS NULL) AS is_agreed,
    -- the last that the ticket tells of lies after all that are delivered: their end is missing
    coalesce(c.written_last_at >= c.told_last_at - INTERVAL 15 MINUTES, c.told_last_at IS NULL) AS has_last,
    coalesce(c.has_events, false) AS has_history
) w
CROSS JOIN LATERAL (  -- noqa: PRS
  SELECT
    w.is_agreed AND NOT coalesce(c.has_unknown_author, false)
      AND if(t.has_reply_history IS NULL, w.has_history AND w.is_whole, t.has_reply_history) AS has_first_reply,
    t.has_status_history AND w.is_whole AND w.has_end AND (t.has_reply_history IS NOT NULL OR w.has_history) AS has_changes
) k
CROSS JOIN LATERAL (  -- noqa: PRS
  SELECT
    has_replies,
    -- a history without the reopening that the ticket itself tells is not whole, and nobody waited for a
    -- resolution from before the creation
    k.has_changes AND NOT f.is_derived AND (f.reopens > 0 OR NOT coalesce(t.is_reopened, false))
      AND coalesce(f.first_resolved_at >= t.created_at, true)
      AND coalesce(f.begins_at <= t.created_at, true) AS has_flow,
    -- what came before the beginning, or before a reopening that only the ticket tells, may have been the first
    CASE
      WHEN f.begins_at > t.created_at OR (t.is_reopened AND f.reopens = 0)
        OR (t.is_reopened IS NULL AND t.has_status_history AND w.has_history AND NOT w.is_whole) THEN NULL
      ELSE f.first_resolved_at
    END AS first_resolved_at,
    if(k.has_first_reply, coalesce(c.answered_at, c.told_reply_at), c.told_reply_at) AS first_reply_at,
    if(has_replies, next_reply_times(c.replies, coalesce(t.plan, array())), NULL) AS next
  FROM (SELECT k.has_first_reply AND w.has_last AND (w.has_end OR t.has_reply_history IS NOT NULL) AS has_replies)
) h
