-- The stage of each touchpoint, as journey.stages says; one that is not named there has none rather than
-- a wrong one.
-- Grain: one row per touchpoint.
WITH named AS (
  SELECT touchpoint FROM config.survey_question
  UNION
  SELECT touchpoint FROM gold.fct_survey_response
  UNION
  SELECT touchpoint FROM config.journey_stage
)

SELECT n.touchpoint, s.journey_stage
FROM named n
LEFT JOIN config.journey_stage s
  ON s.said = plain_word(n.touchpoint)
WHERE n.touchpoint IS NOT NULL
