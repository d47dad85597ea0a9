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

response AS (
  SELECT
    s._record_id, s._file, s._file_id, s._row_number, s._delivery_date, s._replaced_on,
    'hotjar:' || native_id(s.survey_id) AS survey_id,
    nullif(trim(s.submitted), '') AS modified,
    coalesce(z.timezone, 'UTC') AS zone,
    s.columns,
    transform(f.targets, t -> t.target_source || ':' || native_id(
      if(t.field = 'user', s.user, get(map_values(map_filter(s.columns, (k, v) -> lower(trim(k)) = t.field)), 0)))) AS customer_keys,
    'email:' || pseudonym(normalize_email(s.email)) AS email_key
  FROM submission s
  LEFT JOIN config.source_timezone z ON z.source = 'hotjar'
  CROSS JOIN reference f
  LEFT JOIN employee_survey e ON e.survey_id = 'hotjar:' || native_id(s.survey_id)
  WHERE s._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r.*,
    'hotjar:' || trim(name) AS question_id,
    nullif(trim(value), '') AS given
  FROM response r
  LATERAL VIEW explode(columns) AS name, value
),

scored AS (
  SELECT
    a.*,
    q.metric, q.audience, q.scale_min, q.scale_max, coalesce(q.is_countable, false) AS is_countable,
    CAST(parse_number(a.given) AS DOUBLE) AS number_given,
    to_instant(a.modified, a.zone) AS responded_at,
    array_compact(if(q.audience = 'employee',
      array_append(a.customer_keys, a.email_key), array_prepend(a.customer_keys, a.email_key))) AS who
  FROM answer a
  LEFT JOIN silver.survey_question q ON q.survey_id = a.survey_id AND q.question_id = a.question_id
  WHERE (a.given IS NOT NULL AND q.metric IS NOT NULL)
    OR coalesce(parse_number(a.given) BETWEEN 0 AND 10, false)
    OR (a.given IS NULL AND a.question_id = 'hotjar:Emotion')  -- a widget's answer is its emotion
),

standing AS (  -- employees' months close, and what is changed later changes nothing
  SELECT *, if(audience = 'employee', greatest(
      date_add(last_day(business_date(
        min_by(responded_at, struct(_delivery_date, responded_at)) OVER versions, :timezone)), :employee_close_days),
      min(_delivery_date) OVER versions), NULL) AS closes_on
  FROM scored WINDOW versions AS (PARTITION BY _record_id, question_id)
)

SELECT
  _record_id AS response_id,
  question_id,
  survey_id,
  'hotjar' AS source,
  metric,
  audience,
  'completed' AS response_status,
  if(audience = 'employee', 'employee:' || pseudonym(get(who, 0)), get(who, 0)) AS customer_source_key,
  if(audience = 'employee', transform(who, k -> 'employee:' || pseudonym(k)), who) AS customer_keys,
  CAST(NULL AS STRING) AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  CAST(NULL AS STRING) AS channel,
  responded_at,
  business_date(responded_at, :timezone) AS response_date,
  number_given AS score,
  false AS is_dismissed,
  is_countable AS is_counted,
  closes_on,
  is_time_adjusted(modified, zone) AS _time_adjusted,
  business_date(responded_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN modified IS NULL OR given IS NULL THEN 'missing_required'
    WHEN responded_at IS NULL THEN 'bad_type'
    WHEN metric IS NULL THEN NULL
    WHEN number_given IS NULL THEN 'bad_type'
    WHEN number_given NOT BETWEEN scale_min AND scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM standing
WHERE if(closes_on IS NULL, _replaced_on IS NULL,
  _delivery_date <= closes_on AND coalesce(_replaced_on > closes_on, true))
