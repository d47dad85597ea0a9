-- gold.fct_survey_invitation names the invitation: by invitation_id its record (silver.survey_invitation),
-- by whose response_id the answer to it (silver.survey_response).
-- Grain: one row per invitation and record.
SELECT invitation_id AS id, 'silver.survey_invitation' AS named_in, invitation_id AS record_id
FROM gold.fct_survey_invitation
UNION ALL
SELECT invitation_id, 'silver.survey_response', response_id
FROM silver.survey_invitation
WHERE response_id IS NOT NULL
