-- Reasons picked in cancellation surveys of Qualtrics.
-- Grain: one row per submission, question and reason.
-- Rule: docs/decisions/revenue.md (churn reasons). Whose answer and of when: silver.survey_response.
WITH given AS (
  SELECT _record_id, native_id(survey_id) AS survey_id, explode(from_json(_rescued, 'map<string, string>')) AS (name, value)
  FROM bronze.qualtrics_responses
),

answer AS (
  SELECT
    g._record_id AS response_id,
    'qualtrics:' || trim(g.name) AS question_id,
    -- no list offers choices this long: somebody's own words
    if(length(trim(g.value)) > 80, 'other', trim(g.value)) AS reason
  FROM given g
  JOIN config.churn_reason_question q
    ON q.source = 'qualtrics' AND q.survey_id = g.survey_id AND q.question_id = trim(g.name)
  WHERE trim(g.value) NOT IN ('', '-99')
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
