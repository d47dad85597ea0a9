-- The stage follows from common names; a name that is not listed has none rather than a wrong one.
-- Grain: one row per touchpoint.
WITH stage AS (
  SELECT touchpoint, journey_stage
  FROM VALUES
    ('advertising', 'aware'), ('social', 'aware'), ('website', 'aware'),
    ('demo', 'consider'), ('pricing', 'consider'), ('sales', 'consider'), ('trial', 'consider'),
    ('checkout', 'buy'), ('delivery', 'buy'), ('order', 'buy'), ('purchase', 'buy'),
    ('onboarding', 'onboard'), ('setup', 'onboard'), ('training', 'onboard'),
    ('app', 'use'), ('product', 'use'), ('usage', 'use'),
    ('chat', 'support'), ('chatbot', 'support'), ('complaint', 'support'), ('support', 'support'),
    ('billing', 'renew'), ('cancellation', 'renew'), ('renewal', 'renew')
    AS stage(touchpoint, journey_stage)
),

named AS (
  SELECT touchpoint FROM config.survey_question
  UNION
  SELECT touchpoint FROM gold.fct_survey_response
  UNION
  SELECT touchpoint FROM stage
)

SELECT n.touchpoint, s.journey_stage
FROM named n
LEFT JOIN stage s ON s.touchpoint = lower(n.touchpoint)
WHERE n.touchpoint IS NOT NULL
