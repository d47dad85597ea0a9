-- What tickets of Freshdesk add to its Analytics and to our figures. Analytics counts tickets that are
-- assigned, keeps promises by the due date of its own policy, and takes a ticket that one response
-- resolved for resolved at first contact, whatever comes after.
-- Grain: one row per ticket, measure and side.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'freshdesk'
),

told AS (
  SELECT ticket_id, min(event_at) AS responded_at
  FROM silver.ticket_event
  WHERE source = 'freshdesk' AND kind = 'reply' AND is_derived AND actor_role = 'agent' AND event_at < :as_of_end
  GROUP BY ticket_id
),

shown AS (
  SELECT
    f.ticket_id, f.created_at, f.resolved_date, f.agent_replies, f.is_fcr, f.is_fcr_pending,
    -- a response from before the ticket is none: its time would be negative
    coalesce(if(r.responded_at > f.created_at, r.responded_at, NULL), f.first_reply_at) AS responded_at,
    coalesce(to_instant(d.fr_due_by, z.zone), p.due_at) AS due_at,
    f.agent_id IS NOT NULL OR f.group_id IS NOT NULL AS is_assigned
  FROM gold.fct_ticket f
  CROSS JOIN zone z
  LEFT JOIN told r ON r.ticket_id = f.ticket_id
  LEFT JOIN bronze.freshdesk_tickets d ON d._record_id = f.ticket_id
  LEFT JOIN gold.fct_ticket_sla p ON p.ticket_id = f.ticket_id AND p.metric = 'first_reply_time'
  WHERE f.source = 'freshdesk'
)

SELECT
  'freshdesk_analytics' AS system, m.measure, s.ticket_id AS id, CAST(trunc(m.counted_on, 'MM') AS DATE) AS month, false AS is_ours,
  CAST(m.numerator AS DECIMAL(28, 8)) AS numerator, 1 AS denominator, m.reason
FROM shown s
LATERAL VIEW stack(3,
  'first_reply_minutes', business_date(responded_at, :timezone), (unix_millis(responded_at) - unix_millis(created_at)) / 6e4D, 'told_otherwise',
  'sla_attainment', business_date(least(responded_at, due_at), :timezone), if(responded_at IS NULL OR due_at IS NULL, NULL, if(responded_at <= due_at, 1D, 0D)), 'due_date',
  'fcr_rate', resolved_date, if(agent_replies IS NULL, NULL, if(agent_replies = 1, 1D, 0D)),
    CASE WHEN is_fcr_pending THEN 'window_open' WHEN agent_replies = 0 THEN 'no_reply' WHEN is_fcr IS NULL THEN 'not_told' ELSE 'repeated' END) m
  AS measure, counted_on, numerator, reason
WHERE s.is_assigned AND m.counted_on IS NOT NULL AND m.numerator IS NOT NULL
UNION ALL
SELECT 'freshdesk_analytics', m.counted, f.ticket_id, f.metric_month, true, CAST(m.numerator AS DECIMAL(28, 8)), 1, 'unassigned'
FROM gold.fct_ticket_measure f
LATERAL VIEW stack(2,
  'first_reply_minutes', if(measure = 'first_reply', milliseconds / 6e4D, NULL),
  'fcr_rate', if(is_fcr IS NULL, NULL, if(is_fcr, 1D, 0D))) m
  AS counted, numerator
WHERE f.source = 'freshdesk' AND m.numerator IS NOT NULL
UNION ALL
SELECT
  'freshdesk_analytics', 'sla_attainment', p.ticket_id, CAST(trunc(p.outcome_date, 'MM') AS DATE), true,
  if(p.status = 'met', 1, 0), 1, if(s.is_assigned, 'not_answered', 'unassigned')
FROM gold.fct_ticket_sla p
JOIN shown s ON s.ticket_id = p.ticket_id
WHERE p.metric = 'first_reply_time' AND p.outcome_date IS NOT NULL
