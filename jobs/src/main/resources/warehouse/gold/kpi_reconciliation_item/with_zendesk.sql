-- What tickets of Zendesk add to Explore's figures and to ours. Explore dates by the last solving,
-- counts merged tickets, and takes any public comment of an agent for a reply.
-- Grain: one row per ticket, measure and side.
WITH history AS (
  SELECT
    t.ticket_id, t.created_at, t.is_merged, t.csat,
    e.has_history, e.replies, e.first_reply_at, e.first_own_reply_at, s.is_solved, s.solved_at, s.reopens
  FROM silver.ticket t
  LEFT JOIN (
    SELECT
      ticket_id,
      bool_or(NOT is_derived) AS has_history,
      count_if(is_comment) AS replies,
      min(event_at) FILTER (WHERE is_comment) AS first_reply_at,
      min(event_at) FILTER (WHERE is_comment AND is_own) AS first_own_reply_at
    FROM (
      SELECT
        e.*,
        e.kind = 'reply' AND e.is_public AND coalesce(e.actor_role = 'agent', false) AND NOT e.is_derived
          AND e.event_at > t.created_at AS is_comment,
        coalesce(e.actor_id = t.requester_id, false) AS is_own
      FROM silver.ticket_event e
      JOIN silver.ticket t ON t.ticket_id = e.ticket_id
      WHERE e.source = 'zendesk' AND e.event_at < :as_of_end)
    GROUP BY ticket_id
  ) e ON e.ticket_id = t.ticket_id
  LEFT JOIN (
    SELECT
      ticket_id,
      max_by(status, position) IN ('solved', 'closed') AS is_solved,
      max(from_at) FILTER (WHERE is_resolution) AS solved_at,
      count_if(is_reopening) AS reopens
    FROM silver.ticket_status
    WHERE from_at < :as_of_end
    GROUP BY ticket_id
  ) s ON s.ticket_id = t.ticket_id
  WHERE t.source = 'zendesk' AND NOT t.is_deleted AND t.created_at < :as_of_end
),

shown AS (
  SELECT
    h.ticket_id,
    h.created_at,
    f.ticket_id IS NULL AS is_merged,
    trunc(business_date(if(h.is_solved, h.solved_at, NULL), :timezone), 'MM') AS month,
    h.solved_at,
    if(f.ticket_id IS NULL, h.first_reply_at, least(f.first_reply_at, if(f.agent_replies IS NULL, NULL, h.first_own_reply_at)))
      AS first_reply_at,
    coalesce(f.first_reply_at > h.first_own_reply_at, true) AND h.first_own_reply_at IS NOT NULL AS is_own,
    -- where we do not know the history, nobody here knows what Explore shows
    if(if(f.ticket_id IS NULL, h.has_history, f.agent_replies IS NOT NULL), h.replies, NULL) AS replies,
    if(f.ticket_id IS NULL, if(h.has_history, h.reopens, NULL), f.reopens) AS reopens,
    coalesce(f.csat_latest, h.csat) AS rating
  FROM history h
  LEFT JOIN gold.fct_ticket f ON f.ticket_id = h.ticket_id
  WHERE f.ticket_id IS NOT NULL OR h.is_merged
)

SELECT
  'zendesk_explore' AS system, m.measure, s.ticket_id AS id, s.month, false AS is_ours,
  CAST(m.numerator AS DECIMAL(28, 8)) AS numerator, 1 AS denominator, if(s.is_merged, 'merged_ticket', m.reason) AS reason
FROM shown s
LATERAL VIEW stack(5,
  'first_reply_minutes', (unix_millis(first_reply_at) - unix_millis(created_at)) / 6e4D, if(is_own, 'own_reply', CAST(NULL AS STRING)),
  'resolution_minutes', if(solved_at >= created_at, (unix_millis(solved_at) - unix_millis(created_at)) / 6e4D, NULL), CAST(NULL AS STRING),
  'one_touch_rate', if(replies IS NULL, NULL, if(replies < 2, 1D, 0D)), if(replies = 0, 'no_reply', 'reply_count'),
  'reopen_rate', if(reopens IS NULL, NULL, if(reopens > 0, 1D, 0D)), 'reopened_later',
  'csat', CASE rating WHEN 'good' THEN 1D WHEN 'bad' THEN 0D END, 'several_ratings') m
  AS measure, numerator, reason
WHERE s.month IS NOT NULL AND m.numerator IS NOT NULL
UNION ALL
SELECT 'zendesk_explore', m.counted, f.ticket_id, f.metric_month, true, CAST(m.numerator AS DECIMAL(28, 8)), 1, 'not_solved'
FROM gold.fct_ticket_measure f
LATERAL VIEW stack(4,
  'first_reply_minutes', if(measure = 'first_reply', milliseconds / 6e4D, NULL),
  'resolution_minutes', if(measure = 'resolution', milliseconds / 6e4D, NULL),
  'one_touch_rate', if(measure = 'resolution' AND touches <> 'zero', if(touches = 'one', 1D, 0D), NULL),
  'reopen_rate', if(measure = 'first_resolution' AND is_reopened IS NOT NULL, if(is_reopened, 1D, 0D), NULL)) m
  AS counted, numerator
WHERE f.source = 'zendesk' AND m.numerator IS NOT NULL
UNION ALL
SELECT 'zendesk_explore', 'csat', ticket_id, response_month, true, count_if(answer_group = 'satisfied'), count(*), 'not_solved'
FROM gold.fct_survey_response
WHERE source = 'zendesk' AND metric = 'csat' AND ticket_id IS NOT NULL
GROUP BY ticket_id, response_month
