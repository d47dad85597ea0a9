-- Reasons picked in cancellation surveys of SurveyMonkey. Grain: submission × question × reason.
-- Rule: docs/decisions/revenue.md (churn reasons). Whose answer and of when: silver.survey_response.
WITH page AS (
  SELECT
    id AS survey_id,
    explode(from_json(pages, 'array<struct<questions: array<struct<id: string, answers: struct<
      choices: array<struct<id: string, text: string>>>>>>>')) AS page
  FROM bronze.surveymonkey_survey_details
),

choice AS (
  SELECT survey_id, question.id AS question_id, choice.id AS choice_id, nullif(trim(choice.text), '') AS text
  FROM page
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers.choices) AS choice
),

given AS (
  SELECT
    r._record_id AS response_id, r.survey_id, question.id AS question_id,
    answer.choice_id, answer.other_id
  FROM (SELECT _record_id, survey_id,
      explode(from_json(pages, 'array<struct<questions: array<struct<id: string, answers: array<struct<
        choice_id: string, other_id: string>>>>>>')) AS page
    FROM bronze.surveymonkey_responses) r
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers) AS answer
),

answer AS (
  SELECT DISTINCT
    g.response_id,
    'surveymonkey:' || g.question_id AS question_id,
    -- a text of one's own carries other_id, or neither id
    CASE WHEN g.choice_id IS NULL THEN 'other' ELSE coalesce(c.text, 'unknown') END AS reason
  FROM given g
  JOIN config.churn_reason_question q
    ON q.source = 'surveymonkey' AND q.survey_id = g.survey_id AND q.question_id = g.question_id
  LEFT JOIN choice c ON c.survey_id = g.survey_id AND c.question_id = g.question_id AND c.choice_id = g.choice_id
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
