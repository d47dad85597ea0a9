-- What the intervals of a ticket's status add up to, up to as_of.
-- Grain: one row per ticket.
SELECT
  ticket_id,
  max_by(status, position) AS status,
  min(from_at) AS begins_at,
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
