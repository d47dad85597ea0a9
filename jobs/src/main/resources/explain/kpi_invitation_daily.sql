-- Parts of gold.kpi_invitation_daily, invitation by invitation.
-- Grain: one row per invitation.
SELECT
  'invitation' AS _kind,
  invitation_id AS _id,
  sent_date, survey_id, survey_id AS survey, touchpoint, channel,
  country, region, industry, plan, acquisition_channel,
  1 AS invitations,
  int(is_delivered) AS delivered,
  int(is_delivered AND opened_at IS NOT NULL) AS opened,
  if(is_response_known, int(is_delivered AND responded_at IS NOT NULL), NULL) AS responded,
  int(is_delivered AND is_response_known) AS response_known
FROM gold.fct_survey_invitation
