-- Answers follow themselves, their question's configuration, and the employee who gave them.
SELECT response_id FROM silver.survey_response_changes WHERE audience = 'employee'
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.survey_question_changes q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
WHERE r.audience = 'employee'
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.employee_changes e ON e.employee_key = r.customer_source_key
WHERE r.audience = 'employee'
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.employee_changes e ON e.email_key = r.customer_source_key
WHERE r.audience = 'employee'
