-- gold.fct_survey_response names the answer: by response_id its submission (silver.survey_response).
-- Not listed: questions; of detractors, the tickets by which an agent followed up.
-- Grain: one row per submission.
SELECT response_id AS id, 'silver.survey_response' AS named_in, response_id AS record_id
FROM gold.fct_survey_response
