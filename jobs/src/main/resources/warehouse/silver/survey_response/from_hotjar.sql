-- Answers of Hotjar: surveys, whose questions are columns named by their text, and feedback widgets.
-- Grain: one row per submission and question.
-- Bronze keeps the questions of a survey in _rescued, beside user attributes; of columns that are not
-- configured only numbers from 0 to 10 are kept, so that a forgotten question shows up: other values
-- may be personal.
-- Rules: docs/sources/hotjar.md.
WITH reference AS (  -- user attributes that hold a customer's id in another source
  SELECT sort_array(collect_list(struct(lower(field) AS field, target_source))) AS targets
  FROM config.identity_reference
  WHERE source = 'hotjar'
),

employee_survey AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE audience = 'employee'
),

submission AS (
  SELECT
    _record_id, _file, _file_id, _row_number, _delivery_date, _replaced_on, survey_id, date_submitted AS submitted, `User` AS `user`, email,
    from_json(_rescued, 'map<string, string>') AS columns
  FROM bronze.hotjar_survey_deliveries
  UNION ALL
  SELECT
    _record_id, _file, _file_id, _row_number, _delivery_date, _replaced_on, survey_id, date_submitted, `User`, email,
    map_concat(coalesce(map_filter(from_json(_rescued, 'map<string, string>'), (k, v) -> trim(k) <> 'Emotion'),
      map()), map('Emotion', coalesce(Emotion, '')))
  FROM bronze.hotjar_feedback_deliveries
),

response AS (  -- former versions only where they may matter, before their columns are read
  SELECT s.*, 'hotjar:' || native_id(s.survey_id) AS survey_key
  FROM submission s
  LEFT JOIN employee_survey e ON e.survey_id = 'hotjar:' || native_id(s.survey_id)
  WHERE s._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r.*,
    'hotjar:' || trim(name) AS question_id,
    nullif(trim(value), '') AS answer
  FROM response r
  LATERAL VIEW explode(r.columns) AS name, value
)

SELECT
  a._record_id AS response_id,
  a.question_id,
  a.survey_key AS survey_id,
  'hotjar' AS source,
  a.answer,
  a.answer IS NOT NULL AS is_open,
  'completed' AS response_status,
  true AS is_submitted,
  'email:' || pseudonym(normalize_email(a.email)) AS email_key,
  transform(f.targets, t -> t.target_source || ':' || native_id(
    if(t.field = 'user', a.user, get(map_values(map_filter(a.columns, (k, v) -> lower(trim(k)) = t.field)), 0)))) AS id_keys,
  nullif(trim(a.submitted), '') AS given_at,
  a._delivery_date, a._replaced_on, a._record_id, a._file, a._file_id, a._row_number
FROM answer a
CROSS JOIN reference f
WHERE a.answer IS NOT NULL OR a.question_id = 'hotjar:Emotion'  -- a widget's answer is its emotion
