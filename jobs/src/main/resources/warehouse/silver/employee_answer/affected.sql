-- Answers follow themselves, their question's configuration, and the employees whom they may name. The
-- first list of employees tells of answers from before it, so it moves them all.
WITH told AS (
  SELECT employee_id, delivered_on FROM silver.employee_version_changes
),

named AS (
  SELECT explode(array(v.employee_key, v.email_key)) AS named_by
  FROM silver.employee_version v LEFT SEMI JOIN told t ON t.employee_id = v.employee_id
  UNION
  SELECT explode(array(employee_key, email_key)) FROM silver.employee_version_changes
)

SELECT response_id FROM silver.survey_response_changes WHERE audience = 'employee'
UNION
SELECT r.response_id
FROM silver.survey_response r
JOIN silver.survey_question_changes q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
WHERE r.audience = 'employee'
UNION
SELECT r.response_id
FROM (
  SELECT response_id, explode(coalesce(customer_keys, array(customer_source_key))) AS told_by
  FROM silver.survey_response WHERE audience = 'employee') r
LEFT SEMI JOIN named n ON n.named_by = r.told_by
UNION
SELECT r.response_id
FROM silver.survey_response r
WHERE r.audience = 'employee'
  AND (SELECT min(delivered_on) FROM told) <= (SELECT min(delivered_on) FROM silver.employee_version)
