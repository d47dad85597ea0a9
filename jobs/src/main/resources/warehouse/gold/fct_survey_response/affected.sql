-- Answers follow themselves, their question's configuration, and their customer: its link (merges,
-- splits, late arrival) and its attributes.
SELECT response_id FROM silver.survey_response_changes
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.survey_question_changes q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.customer_lookup_changes l ON l.lookup_key = r.customer_source_key
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.customer_lookup l ON l.lookup_key = r.customer_source_key
JOIN gold.dim_customer_changes d ON d.customer_id = l.customer_id
