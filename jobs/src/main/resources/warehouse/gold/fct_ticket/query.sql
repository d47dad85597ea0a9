-- silver.ticket_life with business dates, minutes, the customer's segments and first contact
-- resolution. Rules: docs/kpi-decisions.md, Support.
-- Grain: one row per ticket.
WITH ticket AS (
  SELECT *, business_date(created_at, :timezone) AS created_date
  FROM silver.ticket_life
)

SELECT
  t.ticket_id,
  t.source,
  t.status,
  t.priority,
  t.channel,
  t.topic,
  t.topics,
  t.brand,
  t.agent_id,
  t.group_id,
  t.customer_source_key,
  t.customer_id,
  coalesce(d.customer_key, -1L) AS customer_key,
  coalesce(t.created_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  t.created_at,
  t.created_date,
  t.first_reply_at,
  business_date(t.first_reply_at, :timezone) AS first_reply_date,
  (unix_micros(t.first_reply_at) - unix_micros(t.created_at)) / 6e7D AS first_reply_minutes,
  t.first_reply_business_micros / 6e7D AS first_reply_business_minutes,
  t.first_resolved_at,
  business_date(t.first_resolved_at, :timezone) AS first_resolved_date,
  if(t.first_resolved_at >= t.created_at, (unix_micros(t.first_resolved_at) - unix_micros(t.created_at)) / 6e7D, NULL)
    AS first_resolution_minutes,
  if(t.first_resolved_at >= t.created_at, t.first_resolution_business_micros / 6e7D, NULL) AS first_resolution_business_minutes,
  t.first_reopened_at,
  t.resolved_at,
  business_date(t.resolved_at, :timezone) AS resolved_date,
  if(t.resolved_at >= t.created_at, (unix_micros(t.resolved_at) - unix_micros(t.created_at)) / 6e7D, NULL)
    AS resolution_minutes,
  if(t.resolved_at >= t.created_at, t.resolution_business_micros / 6e7D, NULL) AS resolution_business_minutes,
  t.requester_wait_ms / 6e4D AS requester_wait_minutes,
  t.agent_wait_ms / 6e4D AS agent_wait_minutes,
  t.hold_ms / 6e4D AS hold_minutes,
  t.requester_wait_business_ms / 6e4D AS requester_wait_business_minutes,
  t.agent_wait_business_ms / 6e4D AS agent_wait_business_minutes,
  t.hold_business_ms / 6e4D AS hold_business_minutes,
  t.next_replies,
  t.next_reply_ms / 6e4D AS next_reply_minutes,
  t.next_reply_business_ms / 6e4D AS next_reply_business_minutes,
  t.agent_replies,
  t.customer_replies,
  t.reopens,
  t.handoffs,
  t.is_escalated,
  t.is_resolved,
  if(t.agent_replies IS NULL, NULL, t.is_resolved AND t.agent_replies = 1) AS is_one_touch,
  if(t.agent_replies IS NULL, NULL, t.is_resolved AND t.agent_replies = 2) AS is_two_touch,
  f.is_fcr,
  CASE
    WHEN f.ticket_id IS NOT NULL THEN f.is_pending
    WHEN t.agent_replies IS NULL THEN NULL
    -- answered and resolved, and yet no row: nobody tells whether it was reopened or escalated
    WHEN t.resolved_at IS NOT NULL AND (t.agent_replies > 0 OR t.channel = 'phone') THEN NULL
    ELSE false
  END AS is_fcr_pending,
  t.csat_first,
  t.csat_latest,
  CASE WHEN t.csat_first <> t.csat_latest THEN concat(t.csat_first, '_to_', t.csat_latest) END
    AS csat_change,
  t.requester_id,
  t.opened_by,
  t.is_unanswered,
  CAST(trunc(t.created_date, 'MM') AS DATE) AS created_month
FROM ticket t
LEFT JOIN silver.ticket_fcr f ON f.ticket_id = t.ticket_id
LEFT JOIN gold.dim_customer d
  ON d.customer_id = t.customer_id
  AND t.created_date >= d.match_from
  AND (d.valid_to IS NULL OR t.created_date < d.valid_to)
