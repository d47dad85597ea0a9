-- Collects what happened to a ticket in order of time; sla_obligations() turns it into promises. Of
-- one instant, changes of priority and status come before comments: an agent who answers and solves at
-- once owes no further update. A ticket that was solved nobody knows when has no open ones, and one
-- whose replies are not known has none that nobody could judge.
-- Grain: one row per ticket, metric and promise (instance).
WITH covered AS (
  SELECT
    t.*,
    coalesce(h.plan, array()) AS hours,
    h.ticket_id IS NOT NULL AND h.plan IS NULL AS hides_hours,
    if(s.source IS NULL, concat(t.source, ':default'), p.policy_id) AS policy_id,
    if(
      s.source IS NULL,
      array(named_struct(
        'metric', 'first_reply_time',
        'priority', CAST(NULL AS STRING),
        'minutes', CAST(:default_first_reply_target_minutes AS DOUBLE),
        'is_business', false)),
      p.targets) AS targets
  FROM gold.fct_ticket t
  JOIN silver.ticket r ON r.ticket_id = t.ticket_id
  LEFT JOIN silver.ticket_hours h ON h.ticket_id = t.ticket_id
  LEFT JOIN silver.sla_policy p ON p.policy_id = r.policy_id
  LEFT JOIN (SELECT DISTINCT source FROM silver.sla_policy) s ON s.source = t.source
),

happened AS (
  SELECT
    ticket_id, event_at AS at, if(kind = 'priority', 0, 2) AS rank, sequence, event_id, kind, is_derived,
    old_value,
    if(kind = 'priority', new_value, actor_role) AS value, actor_id
  FROM silver.ticket_event
  WHERE event_at < :as_of_end
    AND (kind = 'priority' OR (kind = 'reply' AND is_public AND actor_role IS DISTINCT FROM 'system'))
  UNION ALL
  SELECT ticket_id, from_at, 1, position, NULL, 'status', is_derived, NULL, status, NULL
  FROM silver.ticket_status
  WHERE from_at < :as_of_end
),

story AS (
  SELECT
    c.ticket_id,
    array_sort(collect_list(struct(
      h.at, h.rank, h.sequence, h.event_id, h.kind,
      -- who asks does not answer, whatever her role
      if(h.kind = 'reply' AND h.actor_id = c.requester_id, 'end_user', h.value) AS value,
      h.old_value))) AS events
  FROM covered c
  JOIN happened h ON h.ticket_id = c.ticket_id
  WHERE c.targets IS NOT NULL
    AND (h.kind <> 'reply' OR (
      h.at > c.created_at
      -- what the ticket itself tells counts only where the history holds no reply; a first one may be all that is known
      AND if(h.is_derived, h.at = c.first_reply_at AND NOT coalesce(c.agent_replies > 0, false),
        c.agent_replies IS NOT NULL OR h.at = c.first_reply_at)))
  GROUP BY c.ticket_id
),

told AS (
  SELECT
    c.*,
    get(filter(s.events, e -> e.kind = 'priority'), 0) AS first_priority,
    transform(coalesce(s.events, array()), e -> struct(e.at, e.kind, e.value)) AS events
  FROM covered c
  LEFT JOIN story s ON s.ticket_id = c.ticket_id
  WHERE c.targets IS NOT NULL
),

promised AS (
  SELECT
    t.*,
    inline(sla_obligations(
      created_at,
      concat(
        array(named_struct(
          'at', TIMESTAMP'0001-01-01 00:00:00',
          'kind', 'priority',
          'value', if(first_priority IS NULL, priority, first_priority.old_value))),
        events),
      hours,
      -- working time that is not known keeps and breaks no promise
      filter(targets, x -> NOT (x.is_business AND hides_hours)),
      :as_of_end)) AS (
      metric, instance, priority_then, is_business_hours, target_minutes, started_at, due_at,
      fulfilled_at, elapsed_micros, outcome, decided_at, late_from)
  FROM told t
)

SELECT
  ticket_id,
  metric,
  instance,
  source,
  policy_id,
  priority_then AS priority,
  customer_source_key,
  customer_id,
  customer_key,
  is_inferred,
  country,
  region,
  industry,
  plan,
  acquisition_channel,
  is_business_hours,
  target_minutes,
  started_at,
  due_at,
  fulfilled_at,
  elapsed_micros / 6e7D AS elapsed_minutes,
  outcome AS status,
  business_date(decided_at, :timezone) AS outcome_date,
  CAST(trunc(business_date(started_at, :timezone), 'MM') AS DATE) AS started_month,
  if(outcome = 'active', business_date(late_from, :timezone), NULL) AS _recheck_on
FROM promised
WHERE (fulfilled_at IS NOT NULL OR NOT is_resolved OR resolved_at IS NOT NULL)
  AND (agent_replies IS NOT NULL
    OR (metric = 'first_reply_time' AND (first_reply_at IS NOT NULL OR is_unanswered)))
  AND coalesce(fulfilled_at >= started_at, true)
