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
    r._record_id, r._file, r._file_id, r._row_number, r._delivery_date, r._replaced_on,
    'surveymonkey:' || r.survey_id AS survey_id,
    lower(trim(r.response_status)) AS response_status,
    coalesce(nullif(trim(r.date_modified), ''), nullif(trim(r.date_created), '')) AS modified,
    coalesce(z.timezone, 'UTC') AS zone,
    transform(f.targets, t -> t.target_source || ':' || native_id(
      from_json(r.custom_variables, 'map<string, string>')[t.field])) AS customer_keys,
    'email:' || pseudonym(normalize_email(r.email_address)) AS email_key,
    from_json(r.pages, 'array<struct<questions: array<struct<id: string, answers: array<struct<
      row_id: string, choice_id: string, other_id: string, text: string>>>>>>') AS pages
  FROM bronze.surveymonkey_responses_deliveries r
  LEFT JOIN config.source_timezone z ON z.source = 'surveymonkey'
  CROSS JOIN reference f
  LEFT JOIN employee_survey e ON e.survey_id = 'surveymonkey:' || r.survey_id
  WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r._record_id,
    r.survey_id,
    'surveymonkey:' || question.id AS whole_id,
    'surveymonkey:' || question.id || '/' || answer.row_id AS row_id,
    to_instant(r.modified, r.zone) AS given_at,
    nullif(trim(answer.choice_id), '') AS choice_id,
    -- the comment beside a choice carries other_id: free text, never an answer
    CASE WHEN nullif(trim(answer.other_id), '') IS NULL THEN nullif(trim(answer.text), '') END AS typed,
    struct(r._file, r._file_id, r._row_number, r._delivery_date, r._replaced_on, r.response_status, r.modified, r.zone,
      r.customer_keys, r.email_key) AS response
  FROM response r
  LATERAL VIEW explode(r.pages) AS page
  LATERAL VIEW explode(page.questions) AS question
  LATERAL VIEW explode(question.answers) AS answer
),

given AS (
  SELECT
    a._record_id,
    a.survey_id,
    coalesce(m.question_id, a.whole_id) AS question_id,
    a.response,
    count(a.choice_id) AS choices,
    count_if(a.choice_id IS NOT NULL AND c.choice_id IS NULL) AS unknown_choices,
    count_if(a.choice_id IS NULL) AS typed,
    max(c.choice_value) AS chosen_value,
    max(CAST(parse_number(a.typed) AS DOUBLE)) FILTER (WHERE a.choice_id IS NULL) AS typed_value,
    coalesce(bool_or(c.is_na), false) AS is_dismissed
  FROM answer a
  LEFT JOIN silver.survey_question m ON m.survey_id = a.survey_id AND m.question_id = a.row_id
  LEFT JOIN silver.survey_choice c  -- as it was when it was picked
    ON c.survey_id = a.survey_id AND c.question_id = a.whole_id AND c.choice_id = a.choice_id
    AND (c.valid_from IS NULL OR a.given_at >= c.valid_from)
    AND (c.valid_to IS NULL OR a.given_at < c.valid_to OR (a.given_at IS NULL AND c.valid_from IS NULL))
  WHERE a.choice_id IS NOT NULL OR a.typed IS NOT NULL
  GROUP BY a._record_id, a.survey_id, coalesce(m.question_id, a.whole_id), a.response
),

scored AS (
  SELECT
    g.*,
    q.metric, q.audience, q.scale_min, q.scale_max, coalesce(q.is_countable, false) AS is_countable,
    CASE WHEN g.choices > 0 THEN g.choices ELSE g.typed END AS numbers,
    CASE
      WHEN g.choices = 1 THEN g.chosen_value
      WHEN g.choices = 0 AND q.metric IS NOT NULL THEN g.typed_value  -- other texts may be personal
    END AS number_given,
    array_compact(if(q.audience = 'employee',
      array_append(g.response.customer_keys, g.response.email_key),
      array_prepend(g.response.customer_keys, g.response.email_key))) AS who,
    to_instant(g.response.modified, g.response.zone) AS responded_at
  FROM given g
  LEFT JOIN silver.survey_question q ON q.survey_id = g.survey_id AND q.question_id = g.question_id
),

standing AS (  -- employees' months close, and what is changed later changes nothing
  SELECT *, if(audience = 'employee', greatest(
      date_add(last_day(business_date(
        min_by(responded_at, struct(response._delivery_date, responded_at)) OVER versions, :timezone)), :employee_close_days),
      min(response._delivery_date) OVER versions), NULL) AS closes_on
  FROM scored WINDOW versions AS (PARTITION BY _record_id, question_id)
)

SELECT
  _record_id AS response_id,
  question_id,
  survey_id,
  'surveymonkey' AS source,
  metric,
  audience,
  response.response_status,
  if(audience = 'employee', 'employee:' || pseudonym(get(who, 0)), get(who, 0)) AS customer_source_key,
  if(audience = 'employee', transform(who, k -> 'employee:' || pseudonym(k)), who) AS customer_keys,
  CAST(NULL AS STRING) AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  CAST(NULL AS STRING) AS channel,
  responded_at,
  business_date(responded_at, :timezone) AS response_date,
  CASE WHEN NOT is_dismissed THEN number_given END AS score,
  is_dismissed,
  is_countable AND NOT is_dismissed
    AND coalesce(response.response_status IN ('completed', 'partial'), false) AS is_counted,
  closes_on,
  is_time_adjusted(response.modified, response.zone) AS _time_adjusted,
  business_date(responded_at, :timezone) AS _recheck_on,
  _record_id, response._file, response._file_id, response._row_number,
  CASE
    WHEN response.modified IS NULL THEN 'missing_required'
    WHEN responded_at IS NULL THEN 'bad_type'
    WHEN metric IS NULL OR is_dismissed THEN NULL
    WHEN unknown_choices > 0 THEN 'unknown_reference'  -- heals once survey_details deliver the choice
    WHEN numbers > 1 OR number_given IS NULL THEN 'bad_type'
    WHEN number_given NOT BETWEEN scale_min AND scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM standing
WHERE if(closes_on IS NULL, response._replaced_on IS NULL,
  response._delivery_date <= closes_on AND coalesce(response._replaced_on > closes_on, true))
