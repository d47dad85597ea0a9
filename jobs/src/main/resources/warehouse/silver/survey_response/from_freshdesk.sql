-- Answers of Freshdesk's satisfaction survey, codes from -103 to 103.
-- Grain: one row per submission and question.
-- The main question is `satisfaction_rating`, others keep their own id. `ratings` is an object
-- {question: code} or a list of {question, value}.
-- Rules: docs/decisions/survey.md.
WITH rating AS (
  SELECT
    r._record_id, r._file, r._file_id, r._row_number, r.ratings, native_id(r.ticket_id) AS ticket_id,
    native_id(r.survey_id) AS survey,
    native_id(r.user_id) AS `user`,
    coalesce(nullif(trim(r.updated_at), ''), nullif(trim(r.created_at), '')) AS modified,
    coalesce(z.timezone, 'UTC') AS zone,
    CASE
      WHEN r.ratings LIKE '[%' THEN from_json(r.ratings, 'ARRAY<STRUCT<question: STRING, value: STRING>>')
      WHEN r.ratings LIKE '{%' THEN
        transform(
          map_entries(from_json(r.ratings, 'MAP<STRING, STRING>')),
          e -> struct(e.key AS question, e.value AS value))
    END AS answers
  FROM bronze.freshdesk_satisfaction_ratings r
  LEFT JOIN config.source_timezone z ON z.source = 'freshdesk'
),

answer AS (
  SELECT
    _record_id, _file, _file_id, _row_number, ratings, ticket_id, survey, `user`, modified, zone,
    to_instant(modified, zone) AS responded_at,
    if(item.question = 'default_question' OR item.question IS NULL, 'satisfaction_rating', item.question) AS question,
    CAST(parse_number(item.value) AS DOUBLE) AS value
  FROM rating
  LATERAL VIEW OUTER explode(answers) AS item
)

SELECT
  a._record_id AS response_id,
  'freshdesk:' || a.question AS question_id,
  'freshdesk:' || a.survey AS survey_id,
  'freshdesk' AS source,
  q.metric,
  q.audience,
  CAST(NULL AS STRING) AS response_status,
  'freshdesk:' || a.user AS customer_source_key,
  CAST(NULL AS ARRAY<STRING>) AS customer_keys,
  'freshdesk:' || a.ticket_id AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  CAST(NULL AS STRING) AS channel,
  a.responded_at,
  business_date(a.responded_at, :timezone) AS response_date,
  a.value AS score,
  false AS is_dismissed,
  coalesce(q.is_countable, false) AS is_counted,
  CAST(NULL AS DATE) AS closes_on,
  is_time_adjusted(a.modified, a.zone) AS _time_adjusted,
  business_date(a.responded_at, :timezone) AS _recheck_on,
  a._record_id, a._file, a._file_id, a._row_number,
  CASE
    WHEN a.modified IS NULL OR a.survey IS NULL OR a.ratings IS NULL THEN 'missing_required'
    WHEN a.responded_at IS NULL OR a.value IS NULL THEN 'bad_type'
    WHEN a.value NOT BETWEEN q.scale_min AND q.scale_max THEN 'out_of_scale'
    -- Freshdesk's scale has seven codes and nothing between
    WHEN q.scale_min = -103 AND a.value NOT IN (-103, -102, -101, 100, 101, 102, 103) THEN 'out_of_scale'
  END AS _reject_reason
FROM answer a
LEFT JOIN silver.survey_question q
  ON q.survey_id = 'freshdesk:' || a.survey AND q.question_id = 'freshdesk:' || a.question
