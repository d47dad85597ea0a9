-- Counted answers of customers. Grain: submission × question.
-- Groups cover fractions (6.5 is a detractor, 8.5 a passive); hard scales are turned before they are
-- normalised and grouped; Freshdesk's codes are normalised by rank. Rules: docs/decisions/survey.md.
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
  a.customer_source_key,
  l.customer_id,
  coalesce(d.customer_key, -1) AS customer_key,
  coalesce(a.response_date < d.valid_from, false) AS is_inferred,
  d.country,
  d.region,
  d.industry,
  d.plan,
  d.acquisition_channel,
  trunc(a.response_date, 'MM') AS response_month
FROM answer a
LEFT JOIN silver.customer_lookup l ON l.lookup_key = a.customer_source_key
LEFT JOIN gold.dim_customer d
  ON d.customer_id = l.customer_id
  AND a.response_date >= d.match_from
  AND (d.valid_to IS NULL OR a.response_date < d.valid_to)
