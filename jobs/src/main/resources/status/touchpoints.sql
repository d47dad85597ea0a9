-- Touchpoints that journey.stages does not name, of no stage, with the answers about them
-- of gold.dim_touchpoint
SELECT touchpoint, count(r.response_id) AS answers
FROM gold.dim_touchpoint
LEFT JOIN gold.fct_survey_response r USING (touchpoint)
WHERE journey_stage IS NULL
GROUP BY touchpoint
ORDER BY answers DESC, touchpoint
LIMIT 20
