-- What the configured questions of a survey say of its invitations, where they agree.
-- Grain: one row per survey with a configured question.
SELECT
  survey_id,
  max(audience) AS audience,  -- employee before customer: whoever says employee is heeded
  if(count(DISTINCT touchpoint) = 1, max(touchpoint), NULL) AS touchpoint,
  if(count(DISTINCT channel) = 1, max(channel), NULL) AS channel
FROM silver.survey_question
WHERE metric IS NOT NULL
GROUP BY survey_id
