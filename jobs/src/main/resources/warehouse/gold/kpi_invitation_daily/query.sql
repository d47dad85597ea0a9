-- Invitations per day of sending.
-- Grain: one row per day, survey, touchpoint, channel and set of customer segments.
-- What bounced is in no numerator. A survey is of one tool: all rows of a group are known, or none.
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
  nullif(count_if(is_delivered AND opened_at IS NOT NULL), 0) AS opened,  -- some tools never tell an opening
  if(bool_and(is_response_known), count_if(is_delivered AND responded_at IS NOT NULL), NULL) AS responded,
  count_if(is_delivered AND is_response_known) AS response_known,
  trunc(sent_date, 'MM') AS sent_month
FROM gold.fct_survey_invitation
GROUP BY sent_date, survey_id, touchpoint, channel, country, region, industry, plan, acquisition_channel
