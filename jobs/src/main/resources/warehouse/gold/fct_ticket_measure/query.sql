-- Unpivots gold.fct_ticket. Milliseconds are whole numbers, so that sums do not depend on their order.
WITH measured AS (
  SELECT
    t.*,
    inline(array(
      named_struct('measure', 'created', 'metric_date', created_date, 'milliseconds', CAST(NULL AS BIGINT)),
      named_struct('measure', 'first_reply', 'metric_date', first_reply_date,
        'milliseconds', unix_millis(first_reply_at) - unix_millis(created_at)),
      named_struct('measure', 'first_resolution', 'metric_date', first_resolved_date,
        'milliseconds', unix_millis(first_resolved_at) - unix_millis(created_at)),
      named_struct('measure', 'resolution', 'metric_date', resolved_date,
        'milliseconds', unix_millis(resolved_at) - unix_millis(created_at)),
      named_struct('measure', 'requester_wait',
        'metric_date', if(requester_wait_minutes IS NULL, NULL, resolved_date),
        'milliseconds', bigint(round(requester_wait_minutes * 6e4D))),
      named_struct('measure', 'agent_wait',
        'metric_date', if(agent_wait_minutes IS NULL, NULL, resolved_date),
        'milliseconds', bigint(round(agent_wait_minutes * 6e4D))),
      named_struct('measure', 'hold',
        'metric_date', if(hold_minutes IS NULL, NULL, resolved_date),
        'milliseconds', bigint(round(hold_minutes * 6e4D)))))
  FROM gold.fct_ticket t
)
SELECT
  metric_date,
  ticket_id,
  measure,
  milliseconds,
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
  CASE WHEN measure = 'first_resolution' AND reopens IS NOT NULL THEN
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
  CAST(trunc(metric_date, 'MM') AS DATE) AS metric_month
FROM measured
WHERE metric_date IS NOT NULL
