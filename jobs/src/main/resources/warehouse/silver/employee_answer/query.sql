-- Counted answers of employees. An answer names its employee by id, or by an e-mail that is one
-- employee's only; department and location are those of the day of the answer, so that later moves
-- change no closed month. Groups cover fractions, like those of nps. Rules: docs/decisions/survey.md.
WITH shared AS (
  SELECT email_key FROM silver.employee
  WHERE email_key IS NOT NULL
  GROUP BY email_key HAVING count(DISTINCT employee_id) > 1
),

person AS (
  SELECT employee_key AS named_by, department, location, valid_from, valid_to FROM silver.employee
  UNION ALL
  SELECT e.email_key, e.department, e.location, e.valid_from, e.valid_to
  FROM silver.employee e LEFT ANTI JOIN shared s ON s.email_key = e.email_key
  WHERE e.email_key IS NOT NULL
),

answer AS (
  SELECT
    r.*,
    if(r.metric = 'nps', 'enps', r.metric) AS measure,
    q.scale_min, q.scale_max, q.favorable_from,
    if(q.high_is = 'hard', q.scale_min + q.scale_max - r.score, r.score) AS turned
  FROM silver.survey_response r
  JOIN silver.survey_question q ON q.survey_id = r.survey_id AND q.question_id = r.question_id
  WHERE r.audience = 'employee' AND r.is_counted
)

SELECT
  a.response_id,
  a.question_id,
  a.survey_id,
  a.source,
  a.measure AS metric,
  a.customer_source_key AS employee_key,
  p.department,
  p.location,
  a.responded_at,
  a.response_date,
  trunc(a.response_date, 'MM') AS response_month,
  a.score,
  a.scale_min,
  a.scale_max,
  CASE a.measure
    WHEN 'enps' THEN CASE WHEN a.score >= 9 THEN 'promoter' WHEN a.score >= 7 THEN 'passive' ELSE 'detractor' END
    WHEN 'csat' THEN if(a.turned >= a.favorable_from, 'satisfied', 'not_satisfied')
    WHEN 'ces' THEN if(a.turned >= a.favorable_from, 'easy', 'not_easy')
  END AS answer_group,
  a._recheck_on
FROM answer a
LEFT JOIN person p
  ON p.named_by = a.customer_source_key
  AND (p.valid_from IS NULL OR a.response_date >= p.valid_from)
  AND (p.valid_to IS NULL OR a.response_date < p.valid_to)
