-- Judges the answers of all sources: when they were given, whose they are, on which scale, whether they
-- count, and what is wrong with those that do not.
-- Grain: one row per submission and question.
-- Rules: docs/decisions/survey.md.
WITH asked AS (
  SELECT
    s.*,
    q.metric, q.scale_min, q.scale_max, coalesce(q.is_countable, false) AS is_countable,
    -- whoever says employee is heeded: such answers must not reach customers' KPIs
    if('employee' IN (s.audience, q.audience), 'employee', coalesce(q.audience, s.audience)) AS asked_audience,
    CAST(parse_number(s.answer) AS DOUBLE) AS text_number,
    coalesce(s.zone, z.timezone, 'UTC') AS time_zone,
    coalesce(s.employee_keys, s.id_keys, array()) AS ids
  FROM sources s
  LEFT JOIN silver.survey_question q ON q.survey_id = s.survey_id AND q.question_id = s.question_id
  LEFT JOIN config.source_timezone z ON z.source = s.source
),

given AS (
  SELECT
    *,
    -- texts of questions that nobody configured may be personal
    coalesce(number, if(metric IS NOT NULL OR text_number BETWEEN 0 AND 10, text_number, NULL)) AS number_given,
    to_instant(given_at, time_zone) AS responded_at,
    -- an id that hr gives, the address, and last what only this tool calls them
    array_compact(if(asked_audience = 'employee',
      transform(
        concat(
          filter(ids, k -> k LIKE 'hr:%'), array(email_key), filter(ids, k -> k NOT LIKE 'hr:%')),
        k -> 'employee:' || pseudonym(k)),
      concat(array(email_key), coalesce(id_keys, array())))) AS keys
  FROM asked
  WHERE NOT coalesce(is_open, false) OR metric IS NOT NULL OR coalesce(text_number BETWEEN 0 AND 10, false)
),

judged AS (
  SELECT
    *,
    -- the number that stands for "not applicable" is one if the scale holds it
    coalesce(is_dismissed AND NOT coalesce(number_given BETWEEN scale_min AND scale_max, false), false) AS dismissed,
    -- employees' months close, and what is changed later changes nothing
    if(asked_audience = 'employee' AND _delivery_date IS NOT NULL, greatest(
      date_add(last_day(business_date(
        min_by(responded_at, struct(_delivery_date, responded_at)) OVER versions, :timezone)), :employee_close_days),
      min(_delivery_date) OVER versions), NULL) AS closes_on
  FROM given
  WINDOW versions AS (PARTITION BY response_id, question_id)
)

SELECT
  response_id,
  question_id,
  survey_id,
  source,
  metric,
  asked_audience AS audience,
  response_status,
  get(keys, 0) AS customer_source_key,
  if(size(keys) > 1, keys, NULL) AS customer_keys,
  ticket_id,
  touchpoint,
  coalesce(known_channel(:channel_words, source, channel), channel) AS channel,
  responded_at,
  business_date(responded_at, :timezone) AS response_date,
  if(dismissed, NULL, number_given) AS score,
  dismissed AS is_dismissed,
  is_countable AND NOT dismissed AND coalesce(is_submitted, false) AS is_counted,
  closes_on,
  is_time_adjusted(given_at, time_zone) AS _time_adjusted,
  business_date(responded_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN audience NOT IN ('customer', 'employee') THEN 'bad_type'  -- it may be an employee's
    WHEN NOT is_submitted THEN NULL  -- kept, never counted, whatever else it holds
    WHEN survey_id IS NULL OR given_at IS NULL THEN 'missing_required'
    WHEN responded_at IS NULL OR is_submitted IS NULL THEN 'bad_type'
    WHEN metric IS NULL OR dismissed THEN NULL
    WHEN fault IS NOT NULL THEN fault
    WHEN number IS NULL AND nullif(trim(answer), '') IS NULL THEN 'missing_required'
    WHEN number_given IS NULL THEN 'bad_type'
    WHEN number_given NOT BETWEEN scale_min AND scale_max THEN 'out_of_scale'
    -- Freshdesk's scale has seven codes and nothing between
    WHEN scale_min = -103 AND number_given NOT IN (-103, -102, -101, 100, 101, 102, 103) THEN 'out_of_scale'
  END AS _reject_reason
FROM judged
WHERE if(closes_on IS NULL, _replaced_on IS NULL,
  _delivery_date <= closes_on AND coalesce(_replaced_on > closes_on, true))
