-- Answers to Zendesk's CSAT surveys, which replaced satisfaction ratings: their questions with a scale.
-- Grain: one row per submission and question.
-- An answer that was skipped is dismissed; open and multiple-choice ones hold no number. A response may be
-- changed until it expires: the latest delivery counts.
WITH response AS (
  SELECT
    _record_id, _file, _file_id, _row_number, responder_id,
    coalesce(native_id(survey_id), native_id(get_json_object(survey, '$.id'))) AS survey,
    nullif(regexp_extract(subject_zrns, ':ticket:([0-9]+)', 1), '') AS ticket,
    explode(from_json(answers, 'ARRAY<STRUCT<type: STRING, rating: STRING, created_at: STRING, updated_at: STRING,
      question: STRUCT<id: STRING, type: STRING>>>')) AS answer
  FROM bronze.zendesk_survey_responses
)

SELECT
  _record_id AS response_id,
  'zendesk:' || native_id(answer.question.id) AS question_id,
  'zendesk:' || survey AS survey_id,
  'zendesk' AS source,
  CAST(parse_number(answer.rating) AS DOUBLE) AS number,
  nullif(trim(answer.rating), '') AS answer,
  answer.type = 'skipped' AS is_dismissed,
  true AS is_submitted,
  array('zendesk:' || native_id(responder_id)) AS id_keys,
  'zendesk:' || ticket AS ticket_id,
  coalesce(nullif(trim(answer.updated_at), ''), nullif(trim(answer.created_at), '')) AS given_at,
  _record_id, _file, _file_id, _row_number
FROM response
WHERE answer.question.id IS NOT NULL
  AND (answer.rating IS NOT NULL OR answer.question.type LIKE 'rating_scale%')
