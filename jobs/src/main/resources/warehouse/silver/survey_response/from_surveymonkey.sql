-- Answers of SurveyMonkey.
-- Grain: one row per submission and answered question.
-- Scores are choice ids; silver.survey_choice turns them into numbers. A question answered by a typed
-- number (slider) has no choice. Rows of a matrix are questions of their own. Bronze holds the latest
-- version of a response, so a re-answer replaces the earlier one.
-- Rules: docs/decisions/survey.md.
WITH reference AS (  -- custom variables that hold a customer's id in another source
  SELECT sort_array(collect_list(struct(
      regexp_replace(field, '^custom_variables[.]', '') AS field, target_source))) AS targets
  FROM config.identity_reference
  WHERE source = 'surveymonkey'
),

employee_survey AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE audience = 'employee'
),

response AS (
  SELECT
    r._record_id,
    'surveymonkey:' || native_id(r.survey_id) AS survey_id,
    coalesce(nullif(trim(r.date_modified), ''), nullif(trim(r.date_created), '')) AS given_at,
    coalesce(z.timezone, 'UTC') AS zone,
    from_json(r.pages, 'array<struct<questions: array<struct<id: string, answers: array<struct<
      row_id: string, choice_id: string, other_id: string, text: string>>>>>>') AS pages,
    struct(
      r._file, r._file_id, r._row_number, r._delivery_date, r._replaced_on,
      regexp_replace(lower(r.response_status), '[^a-z]', '') AS status,
      transform(f.targets, t -> t.target_source || ':' || native_id(
        from_json(r.custom_variables, 'map<string, string>')[t.field])) AS id_keys,
      'email:' || pseudonym(normalize_email(r.email_address)) AS email_key) AS response
  FROM bronze.surveymonkey_responses_deliveries r
  LEFT JOIN config.source_timezone z ON z.source = 'surveymonkey'
  CROSS JOIN reference f
  LEFT JOIN employee_survey e ON e.survey_id = 'surveymonkey:' || native_id(r.survey_id)
  WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r._record_id, r.survey_id, r.given_at, r.response,
    to_instant(r.given_at, r.zone) AS responded_at,
    'surveymonkey:' || native_id(question.id) AS whole_id,
    'surveymonkey:' || native_id(question.id) || '/' || native_id(answer.row_id) AS row_id,
    native_id(answer.choice_id) AS choice_id,
    -- the comment beside a choice carries other_id: free text, never an answer
    CASE WHEN nullif(trim(answer.other_id), '') IS NULL THEN nullif(trim(answer.text), '') END AS typed
  FROM response r
  LATERAL VIEW explode(r.pages) AS page
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers) AS answer
),

given AS (
  SELECT
    a._record_id, a.survey_id, a.given_at, a.response,
    coalesce(m.question_id, a.whole_id) AS question_id,
    count(a.choice_id) AS choices,
    count_if(a.choice_id IS NOT NULL AND c.choice_id IS NULL) AS unknown_choices,
    count_if(a.choice_id IS NULL) AS texts,
    max(c.choice_value) AS chosen_value,
    max(a.typed) FILTER (WHERE a.choice_id IS NULL) AS typed,
    coalesce(bool_or(c.is_na), false) AS is_dismissed
  FROM answer a
  LEFT JOIN silver.survey_question m ON m.survey_id = a.survey_id AND m.question_id = a.row_id
  LEFT JOIN silver.survey_choice c  -- as it was when it was picked
    ON c.survey_id = a.survey_id AND c.question_id = a.whole_id AND c.choice_id = a.choice_id
    AND (c.valid_from IS NULL OR a.responded_at >= c.valid_from)
    AND (c.valid_to IS NULL OR a.responded_at < c.valid_to OR (a.responded_at IS NULL AND c.valid_from IS NULL))
  WHERE a.choice_id IS NOT NULL OR a.typed IS NOT NULL
  GROUP BY a._record_id, a.survey_id, a.given_at, a.response, coalesce(m.question_id, a.whole_id)
)

SELECT
  _record_id AS response_id,
  question_id,
  survey_id,
  'surveymonkey' AS source,
  if(choices = 1, chosen_value, NULL) AS number,
  if(choices = 0 AND texts = 1, typed, NULL) AS answer,
  is_dismissed,
  CASE
    WHEN unknown_choices > 0 THEN 'unknown_reference'  -- heals once survey_details deliver the choice
    WHEN choices > 1 OR (choices = 0 AND texts > 1) OR (choices = 1 AND chosen_value IS NULL) THEN 'bad_type'
  END AS fault,
  response.status AS response_status,
  CASE
    WHEN response.status IN ('completed', 'partial') THEN true
    WHEN response.status IN ('disqualified', 'overquota') THEN false
  END AS is_submitted,
  response.email_key,
  response.id_keys,
  given_at,
  response._delivery_date, response._replaced_on, _record_id, response._file, response._file_id, response._row_number
FROM given
