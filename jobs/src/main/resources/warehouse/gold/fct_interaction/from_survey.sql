-- Survey submissions with a counted answer: several answers of a submission are one contact.
-- Grain: one row per submission.
-- The customer is that of gold.fct_survey_response.
WITH submission AS (
  SELECT response_id, min_by(struct(*), struct(responded_at, question_id)) AS r
  FROM gold.fct_survey_response
  GROUP BY response_id
)

SELECT
  s.r.source || ':survey_answer:' || substr(s.response_id, length(s.r.source) + 2) AS interaction_id,
  s.response_id AS record_id,
  s.r.responded_at AS occurred_at,
  s.r.response_date AS interaction_date,
  s.r.source,
  'survey_answer' AS type,
  s.r.channel,
  s.r.touchpoint,
  'inbound' AS direction,
  t.journey_stage,
  s.r.customer_source_key,
  s.r.customer_id,
  s.r.customer_key,
  s.r.is_inferred,
  s.r.country,
  s.r.region,
  s.r.industry,
  s.r.plan,
  s.r.acquisition_channel,
  trunc(s.r.response_date, 'MM') AS interaction_month
FROM submission s
LEFT JOIN gold.dim_touchpoint t ON t.touchpoint = s.r.touchpoint
