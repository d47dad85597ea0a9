-- Counted answers of customers.
-- Grain: one row per submission and question.
-- Groups cover fractions (6.5 is a detractor, 8.5 a passive); hard scales are turned before they are
-- normalised and grouped; Freshdesk's codes are normalised by rank. An answer is followed up by the
-- next contact of an agent, in public on the rated ticket or any of the customer's, or by telephone.
-- Rules: docs/decisions/survey.md.
WITH answer AS (
  SELECT
    r.*,
    q.kind, q.touchpoint AS asked_at, q.channel AS asked_through, q.scale_min, q.scale_max, q.favorable_from,
    CASE WHEN q.high_is = 'hard' THEN q.scale_min + q.scale_max - r.score ELSE r.score END AS turned
  FROM silver.survey_response r
  JOIN silver.survey_question q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
  WHERE r.is_counted
    AND r.metric IN ('nps', 'csat', 'ces')
    AND r.audience = 'customer'
    AND r.responded_at < :as_of_end
),

linked AS (
  SELECT
    a.*, m.customer_id, coalesce(m.customer_source_key, a.customer_source_key) AS answered_by,
    -- before the first ticket only those who were called would be told
    filter(
      concat(
        coalesce(t.times, array()), coalesce(c.times, array()),
        if(a.responded_at >= first_ticket.created_at, coalesce(c.calls, array()), array())),
      x -> x > a.responded_at) AS contacts,
    -- whose answer nobody can find, and what was answered before there were tickets, has no known contacts
    if(a.ticket_id IS NULL, m.customer_id IS NOT NULL, f.ticket_id IS NOT NULL)
      AND coalesce(a.responded_at >= first_ticket.created_at, false)
      AND NOT exists(
        concat(coalesce(t.doubts, array()), coalesce(c.doubts, array())),
        x -> x.from_at <= a.responded_at + INTERVAL 48 HOURS AND coalesce(x.to_at > a.responded_at, true)) AS is_told
  FROM answer a
  CROSS JOIN (SELECT min(created_at) AS created_at FROM gold.fct_ticket) first_ticket
  LEFT JOIN gold.fct_ticket f ON f.ticket_id = a.ticket_id
  LEFT JOIN silver.customer_match m ON m.record_kind = 'survey_response' AND m.record_id = a.response_id
  LEFT JOIN contact t ON t.who = a.ticket_id
  LEFT JOIN contact c ON c.who = m.customer_id
)

SELECT
  a.response_id,
  a.question_id,
  a.survey_id,
  a.source,
  a.metric,
  a.kind,
  a.responded_at,
  a.response_date,
  a.score,
  a.scale_min,
  a.scale_max,
  CASE
    WHEN a.scale_min = -103 AND a.scale_max = 103 THEN
      CAST(nullif(array_position(array(-103, -102, -101, 100, 101, 102, 103), CAST(a.turned AS INT)), 0) - 1 AS DOUBLE) / 6
    ELSE (a.turned - a.scale_min) / (a.scale_max - a.scale_min)
  END AS score_normalized,
  CASE a.metric
    WHEN 'nps' THEN CASE WHEN a.score >= 9 THEN 'promoter' WHEN a.score >= 7 THEN 'passive' ELSE 'detractor' END
    WHEN 'csat' THEN CASE WHEN a.turned >= a.favorable_from THEN 'satisfied' ELSE 'not_satisfied' END
    WHEN 'ces' THEN CASE WHEN a.turned >= a.favorable_from THEN 'easy' ELSE 'not_easy' END
  END AS answer_group,
  coalesce(a.touchpoint, a.asked_at) AS touchpoint,
  coalesce(a.channel, a.asked_through) AS channel,
  a.ticket_id,
  array_min(filter(a.contacts, x -> x < :as_of_end)) AS followed_up_at,
  CASE
    WHEN exists(a.contacts, x -> x < :as_of_end AND x <= a.responded_at + INTERVAL 48 HOURS) THEN true
    WHEN a.is_told THEN false
  END AS is_followed_up,
  a.answered_by AS customer_source_key,
  a.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(a.response_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(a.response_date, 'MM') AS response_month,
  CASE
    WHEN NOT exists(a.contacts, x -> x < :as_of_end) THEN business_date(array_min(a.contacts), :timezone)
  END AS _recheck_on
FROM linked a
LEFT JOIN gold.dim_customer d
  ON d.customer_id = a.customer_id
  AND a.response_date >= d.match_from
  AND (d.valid_to IS NULL OR a.response_date < d.valid_to)
