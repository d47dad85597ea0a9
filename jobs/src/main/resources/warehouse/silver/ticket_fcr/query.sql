-- A call that solved the matter leaves no written reply: on the phone none counts as one. Days are 24
-- hours from the resolution. Another ticket that shares no topic is no repeat, where both have some. Where
-- neither the history nor the ticket tells whether it was reopened, or a help desk that knows escalations does
-- not say whether it was escalated, nothing can be decided: no row. HubSpot and Intercom know none.
-- Grain: one row per resolved ticket with a reply of an agent.
WITH resolved AS (
  SELECT
    *,
    resolved_at + make_dt_interval(:fcr_window_days) AS window_ends_at,
    agent_replies + if(channel = 'phone' AND agent_replies = 0, 1, 0) AS contacts
  FROM silver.ticket_life
  WHERE resolved_at IS NOT NULL
),

answered AS (
  SELECT *, window_ends_at >= :as_of_end AS is_pending
  FROM resolved
  WHERE contacts >= 1 AND coalesce(reopens > 0, is_reopened) IS NOT NULL
    AND (is_escalated IS NOT NULL OR source IN ('hubspot', 'intercom'))
),

repeated AS (
  SELECT a.ticket_id
  FROM answered a
  LEFT SEMI JOIN silver.ticket_life o
    ON o.customer_ref = a.customer_ref
    AND o.ticket_id <> a.ticket_id
    AND o.created_at > a.resolved_at
    AND o.created_at <= a.window_ends_at
    AND coalesce(arrays_overlap(o.topics, a.topics), true)
  WHERE NOT a.is_pending
)

SELECT
  a.ticket_id,
  a.customer_ref,
  a.window_ends_at,
  a.is_pending,
  if(
    a.is_pending,
    NULL,
    a.contacts = 1 AND NOT coalesce(a.reopens > 0, false) AND NOT coalesce(a.is_reopened, false)
      AND NOT coalesce(a.is_escalated, false) AND r.ticket_id IS NULL) AS is_fcr,
  if(a.is_pending, business_date(a.window_ends_at, :timezone), NULL) AS _recheck_on
FROM answered a
LEFT JOIN repeated r ON r.ticket_id = a.ticket_id
