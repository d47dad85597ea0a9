-- Reasons picked in cancellation surveys of SurveyMonkey.
-- Grain: one row per submission, question and reason.
-- Rule: docs/decisions/revenue.md (churn reasons). Whose answer and of when: silver.survey_response.
WITH given AS (
  SELECT
    r._record_id AS response_id, r.survey_id, native_id(question.id) AS question_id,
    native_id(answer.choice_id) AS choice_id, answer.other_id
  FROM (SELECT _record_id, native_id(survey_id) AS survey_id,
      explode(from_json(pages, 'array<struct<questions: array<struct<id: string, answers: array<struct<
        choice_id: string, other_id: string>>>>>>')) AS page
    FROM bronze.surveymonkey_responses) r
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers) AS answer
),

answer AS (
  SELECT DISTINCT
    r.response_id,
    r.question_id,
    -- a text of one's own carries other_id, or neither id; a choice is worded as it was when it was picked
    CASE WHEN g.choice_id IS NULL THEN 'other' ELSE coalesce(c.choice_text, 'unknown') END AS reason,
    r.source,
    r.customer_source_key,
    r.response_date
  FROM given g
  JOIN config.churn_reason_question q
    ON q.source = 'surveymonkey' AND q.survey_id = g.survey_id AND q.question_id = g.question_id
  JOIN silver.survey_response r
    ON r.response_id = g.response_id AND r.question_id = 'surveymonkey:' || g.question_id
  LEFT JOIN silver.survey_choice c
    ON c.survey_id = r.survey_id AND c.question_id = r.question_id AND c.choice_id = g.choice_id
    AND (c.valid_from IS NULL OR r.responded_at >= c.valid_from)
    AND (c.valid_to IS NULL OR r.responded_at < c.valid_to)
  WHERE r.response_status IN ('completed', 'partial') AND NOT r.audience <=> 'employee'
)

SELECT
  response_id,
  question_id,
  reason,
  source,
  customer_source_key,
  response_date,
  trunc(response_date, 'MM') AS response_month,
  response_date AS _recheck_on
FROM answer
