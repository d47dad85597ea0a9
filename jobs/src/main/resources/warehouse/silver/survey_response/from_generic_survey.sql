-- Answers of any other survey tool, one delivered row per answer.
-- Grain: one row per submission and question.
-- `tool` is the folder that a tool delivers into, or generic_survey: it is the source that ids,
-- questions, references and time zones are named after.
-- Rules: docs/sources/generic_survey.md.
WITH respondent AS (
  SELECT source AS tool, max(target_source) AS target_source
  FROM config.identity_reference WHERE lower(field) = 'respondent_id' GROUP BY source
),

ticket AS (
  SELECT source AS tool, max(target_source) AS target_source
  FROM config.identity_reference WHERE lower(field) = 'ticket_id' GROUP BY source
),

employee_survey AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE audience = 'employee'
),

answer AS (
  SELECT
    r._record_id, r._file, r._file_id, r._row_number, r._delivery_date, r._replaced_on,
    r.tool,
    r.tool || ':' || native_id(r.survey_id) AS survey_id,
    r.tool || ':' || native_id(r.question_id) AS question_id,
    nullif(trim(r.score), '') AS given,
    nullif(trim(r.submitted_at), '') AS modified,
    coalesce(own.timezone, z.timezone, 'UTC') AS zone,
    replace(lower(coalesce(nullif(trim(r.status), ''), 'completed')), '-', '_') AS status,
    lower(nullif(trim(r.audience), '')) AS row_audience,
    native_id(r.respondent_id) AS respondent_id,
    p.target_source AS respondent_source,
    'email:' || pseudonym(normalize_email(r.email)) AS email_key,
    -- an id that names its source, or one whose source is configured
    CASE
      WHEN instr(r.ticket_id, ':') > 1 THEN native_id(r.ticket_id)
      ELSE coalesce(t.target_source, r.tool) || ':' || native_id(r.ticket_id)
    END AS ticket_id,
    nullif(trim(r.touchpoint), '') AS touchpoint,
    nullif(trim(r.channel), '') AS channel
  FROM bronze.generic_survey_responses_deliveries r
  LEFT JOIN config.source_timezone z ON z.source = 'generic_survey'
  LEFT JOIN config.source_timezone own ON own.source = r.tool
  LEFT JOIN respondent p ON p.tool = r.tool
  LEFT JOIN ticket t ON t.tool = r.tool
  LEFT JOIN employee_survey e ON e.survey_id = r.tool || ':' || native_id(r.survey_id)
  WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL OR lower(trim(r.audience)) = 'employee'
),

scored AS (
  SELECT
    a.*,
    q.metric, q.scale_min, q.scale_max, coalesce(q.is_countable, false) AS is_countable,
    -- whoever says employee is heeded: such answers must not reach customers' KPIs
    if('employee' IN (a.row_audience, q.audience), 'employee', coalesce(q.audience, a.row_audience)) AS audience,
    CASE
      WHEN a.status IN ('completed', 'complete', 'finished', 'submitted') THEN 'completed'
      WHEN a.status IN ('partial', 'partially_completed', 'incomplete') THEN 'partial'
      WHEN a.status IN ('preview', 'test', 'spam', 'disqualified', 'overquota', 'deleted') THEN a.status
    END AS response_status,
    CAST(parse_number(a.given) AS DOUBLE) AS number_given,
    to_instant(a.modified, a.zone) AS responded_at
  FROM answer a
  LEFT JOIN silver.survey_question q ON q.survey_id = a.survey_id AND q.question_id = a.question_id
),

known AS (
  SELECT
    *,
    if(audience = 'employee',
      transform(array_compact(array('hr:' || respondent_id, email_key)), k -> 'employee:' || pseudonym(k)),
      array_compact(array(email_key, respondent_source || ':' || respondent_id, tool || ':' || respondent_id))) AS customer_keys
  FROM scored
),

standing AS (  -- employees' months close, and what is changed later changes nothing
  SELECT *, if(audience = 'employee', greatest(
      date_add(last_day(business_date(
        min_by(responded_at, struct(_delivery_date, responded_at)) OVER versions, :timezone)), :employee_close_days),
      min(_delivery_date) OVER versions), NULL) AS closes_on
  FROM known WINDOW versions AS (PARTITION BY _record_id, question_id)
)

SELECT
  _record_id AS response_id,
  question_id,
  survey_id,
  tool AS source,
  metric,
  audience,
  response_status,
  get(customer_keys, 0) AS customer_source_key,
  customer_keys,
  ticket_id,
  touchpoint,
  channel,
  responded_at,
  business_date(responded_at, :timezone) AS response_date,
  CASE WHEN metric IS NOT NULL OR number_given BETWEEN 0 AND 10 THEN number_given END AS score,
  metric IS NOT NULL AND given IS NULL AS is_dismissed,
  is_countable AND given IS NOT NULL
    AND coalesce(response_status IN ('completed', 'partial'), false) AS is_counted,
  closes_on,
  is_time_adjusted(modified, zone) AS _time_adjusted,
  business_date(responded_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN survey_id IS NULL OR modified IS NULL THEN 'missing_required'
    WHEN responded_at IS NULL OR response_status IS NULL THEN 'bad_type'
    WHEN row_audience NOT IN ('customer', 'employee') THEN 'bad_type'
    WHEN response_status NOT IN ('completed', 'partial') THEN NULL  -- kept, never counted
    WHEN metric IS NULL OR given IS NULL THEN NULL
    WHEN number_given IS NULL THEN 'bad_type'
    WHEN number_given NOT BETWEEN scale_min AND scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM standing
WHERE if(closes_on IS NULL, _replaced_on IS NULL,
  _delivery_date <= closes_on AND coalesce(_replaced_on > closes_on, true))
