-- Unpivots gold.fct_ticket. What was resolved before it was created counts as resolved, without a
-- duration. Milliseconds are whole numbers, so that sums do not depend on their order.
-- Grain: one row per ticket and measure.
WITH measured AS (
  SELECT
    t.*,
    stack(7,
      'created', created_date, CAST(NULL AS BIGINT), CAST(NULL AS DOUBLE),
      'first_reply', first_reply_date, unix_millis(first_reply_at) - unix_millis(created_at),
        first_reply_business_minutes,
      'first_resolution', first_resolved_date,
        if(first_resolved_at >= created_at, unix_millis(first_resolved_at) - unix_millis(created_at), NULL),
        first_resolution_business_minutes,
      'resolution', resolved_date,
        if(resolved_at >= created_at, unix_millis(resolved_at) - unix_millis(created_at), NULL),
        resolution_business_minutes,
      'requester_wait', if(requester_wait_minutes IS NULL, NULL, resolved_date),
        bigint(round(requester_wait_minutes * 6e4D)), requester_wait_business_minutes,
      'agent_wait', if(agent_wait_minutes IS NULL, NULL, resolved_date),
        bigint(round(agent_wait_minutes * 6e4D)), agent_wait_business_minutes,
      'hold', if(hold_minutes IS NULL, NULL, resolved_date),
        bigint(round(hold_minutes * 6e4D)), hold_business_minutes)
      AS (measure, metric_date, milliseconds, business_minutes)
  FROM gold.fct_ticket t
)

SELECT
  metric_date,
  ticket_id,
  measure,
  milliseconds,
  bigint(round(business_minutes * 6e4D)) AS business_milliseconds,
  source,
  channel,
  priority,
  group_id,
  agent_id,
  topic,
  country,
  region,
  industry,
  plan,
  acquisition_channel,
  CASE WHEN measure = 'first_resolution' AND reopens IS NOT NULL AND first_resolved_at >= created_at THEN
    coalesce(first_reopened_at <= first_resolved_at + INTERVAL 7 DAYS, false)
  END AS is_reopened,
  if(measure = 'resolution', is_escalated, NULL) AS is_escalated,
  CASE WHEN measure = 'resolution' THEN
    CASE
      WHEN agent_replies = 0 THEN 'zero'
      WHEN agent_replies = 1 THEN 'one'
      WHEN agent_replies = 2 THEN 'two'
      WHEN agent_replies > 2 THEN 'multi'
    END
  END AS touches,
  if(measure = 'resolution', is_fcr, NULL) AS is_fcr,
  if(measure = 'resolution', is_fcr_pending, NULL) AS is_fcr_pending,
  if(measure = 'resolution', next_replies, NULL) AS next_replies,
  if(measure = 'resolution', bigint(round(next_reply_minutes * 6e4D)), NULL) AS next_reply_milliseconds,
  if(measure = 'resolution' AND opened_by IS NOT NULL, customer_replies + int(opened_by = 'end_user'), NULL) AS contacts,
  CAST(trunc(metric_date, 'MM') AS DATE) AS metric_month
FROM measured
WHERE metric_date IS NOT NULL
