-- Answers of Freshdesk's satisfaction survey, codes from -103 to 103.
-- Grain: one row per submission and question.
-- The main question is `satisfaction_rating`, others keep their own id. `ratings` is an object
-- {question: code} or a list of {question, value}.
-- Rules: docs/decisions/survey.md.
WITH rating AS (
  SELECT
    *,
    CASE
      WHEN ratings LIKE '[%' THEN from_json(ratings, 'ARRAY<STRUCT<question: STRING, value: STRING>>')
      WHEN ratings LIKE '{%' THEN
        transform(
          map_entries(from_json(ratings, 'MAP<STRING, STRING>')),
          e -> struct(e.key AS question, e.value AS value))
    END AS answers
  FROM bronze.freshdesk_satisfaction_ratings
),

named AS (
  SELECT
    *,
    if(item.question = 'default_question' OR item.question IS NULL, 'satisfaction_rating', item.question) AS question,
    CAST(parse_number(item.value) AS DOUBLE) AS number
  FROM rating
  LATERAL VIEW OUTER posexplode(answers) AS position, item
),

answer AS (  -- of a question that is named twice the last answer stands
  SELECT *
  FROM (SELECT *, row_number() OVER (PARTITION BY _record_id, question ORDER BY position DESC) AS place FROM named)
  WHERE place = 1
)

SELECT
  _record_id AS response_id,
  'freshdesk:' || question AS question_id,
  'freshdesk:' || native_id(survey_id) AS survey_id,
  'freshdesk' AS source,
  number,
  if(ratings IS NULL, 'missing_required', if(number IS NULL, 'bad_type', NULL)) AS fault,
  -- Of ratings that cannot be read nobody knows which questions they answer.
  if(ratings IS NOT NULL AND answers IS NULL, NULL, true) AS is_submitted,
  array('freshdesk:' || native_id(user_id)) AS id_keys,
  'freshdesk:' || native_id(ticket_id) AS ticket_id,
  coalesce(nullif(trim(updated_at), ''), nullif(trim(created_at), '')) AS given_at,
  _record_id, _file, _file_id, _row_number
FROM answer
