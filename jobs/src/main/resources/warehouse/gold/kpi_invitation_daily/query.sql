-- Invitations per day of sending.
-- Grain: one row per day, survey, touchpoint, channel and set of customer segments.
-- What bounced is in no numerator.
-- Rule: docs/decisions/survey.md, Response rate.
SELECT
  sent_date,
  survey_id,
  touchpoint,
  channel,
  country,
  region,
  industry,
  plan,
  acquisition_channel,
  count(*) AS invitations,
  count_if(is_delivered) AS delivered,
  count_if(is_delivered AND opened_at IS NOT NULL) AS opened,
  count_if(is_delivered AND responded_at IS NOT NULL) AS responded,
  trunc(sent_date, 'MM') AS sent_month
FROM gold.fct_survey_invitation
GROUP BY sent_date, survey_id, touchpoint, channel, country, region, industry, plan, acquisition_channel
