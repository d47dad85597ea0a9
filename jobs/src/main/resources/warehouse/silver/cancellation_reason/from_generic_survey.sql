-- Reasons picked in cancellation surveys of any other tool, delivered in the column score.
-- Grain: one row per submission and question.
-- Rule: docs/decisions/revenue.md (churn reasons). Whose answer and of when: silver.survey_response.
WITH answer AS (
  SELECT
    g._record_id AS response_id,
    g.tool || ':' || native_id(g.question_id) AS question_id,
    -- no list offers choices this long: somebody's own words
    if(length(trim(g.score)) > 80, 'other', trim(g.score)) AS reason
  FROM bronze.generic_survey_responses g
  JOIN config.churn_reason_question q
    ON q.source = g.tool AND q.survey_id = native_id(g.survey_id) AND q.question_id = native_id(g.question_id)
  WHERE trim(g.score) <> ''
)

SELECT
  r.response_id,
  r.question_id,
  a.reason,
  r.source,
  r.customer_source_key,
  r.response_date,
  trunc(r.response_date, 'MM') AS response_month,
  r.response_date AS _recheck_on
FROM answer a
JOIN silver.survey_response r ON r.response_id = a.response_id AND r.question_id = a.question_id
WHERE r.response_status IN ('completed', 'partial') AND NOT r.audience <=> 'employee'
