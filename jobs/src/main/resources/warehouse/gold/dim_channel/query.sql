-- Every channel that a fact names; the configured ones are there before their first event.
-- Grain: one row per channel.
WITH named AS (
  SELECT channel FROM gold.fct_ticket
  UNION ALL
  SELECT channel FROM gold.fct_survey_response
  UNION ALL
  SELECT channel FROM gold.fct_order
  UNION ALL
  SELECT channel FROM gold.fct_interaction
  UNION ALL
  SELECT channel FROM config.digital_channel
)

SELECT n.channel, max(d.channel IS NOT NULL) AS is_digital
FROM named n
LEFT JOIN config.digital_channel d ON d.channel = n.channel
WHERE n.channel IS NOT NULL
GROUP BY n.channel
