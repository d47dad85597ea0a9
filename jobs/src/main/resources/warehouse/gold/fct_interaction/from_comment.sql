-- Public comments after the creation of tickets that count.
-- Grain: one row per comment.
-- A first reply that only the ticket tells of counts where no reply of an agent was delivered; else it
-- is one of those. Those of agents are outbound, but for the requester's own; of an author who may be
-- either the direction is not known. The segments are those of the comment's date, not of
-- the ticket's.
WITH comment AS (
  SELECT
    e.event_id, e.event_at, coalesce(e.is_derived, false) AS is_derived, f.ticket_id, f.source, f.channel,
    f.customer_source_key, f.customer_id,
    if(e.actor_id = f.requester_id, 'end_user', e.actor_role) AS actor_role,
    business_date(e.event_at, :timezone) AS event_date
  FROM silver.ticket_event e
  JOIN gold.fct_ticket f ON f.ticket_id = e.ticket_id
  WHERE e.kind = 'reply' AND e.is_public AND e.actor_role IS DISTINCT FROM 'system'
    AND e.event_at > f.created_at AND e.event_at < :as_of_end
),

told AS (
  SELECT *, bool_or(actor_role = 'agent' AND NOT is_derived) OVER (PARTITION BY ticket_id) AS has_replies
  FROM comment
)

SELECT
  c.source || ':comment:' || substr(c.event_id, length(c.source) + 2) AS interaction_id,
  c.ticket_id AS record_id,
  c.event_at AS occurred_at,
  c.event_date AS interaction_date,
  c.source,
  'comment' AS type,
  c.channel,
  'support' AS touchpoint,
  CASE c.actor_role WHEN 'agent' THEN 'outbound' WHEN 'end_user' THEN 'inbound' END AS direction,
  t.journey_stage,
  c.customer_source_key,
  c.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(c.event_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(c.event_date, 'MM') AS interaction_month
FROM told c
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = 'support'
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND c.event_date >= d.match_from
  AND (d.valid_to IS NULL OR c.event_date < d.valid_to)
WHERE NOT (c.is_derived AND c.has_replies)
