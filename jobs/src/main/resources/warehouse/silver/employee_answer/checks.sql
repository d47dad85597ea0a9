-- fail employees_only: No answer of a customer is among those of employees
SELECT c.response_id, c.question_id
FROM candidate c
JOIN silver.survey_response r ON r.response_id = c.response_id AND r.question_id = c.question_id
WHERE r.audience IS DISTINCT FROM 'employee'
