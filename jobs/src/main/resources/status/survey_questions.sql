-- Survey questions in no KPI: not configured in surveys.questions
-- of silver.survey_response
SELECT source, survey_id, question_id, count(*) AS answers
FROM silver.survey_response
WHERE metric IS NULL
GROUP BY source, survey_id, question_id
ORDER BY source, survey_id, question_id
