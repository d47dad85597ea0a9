-- Answers of Qualtrics.
-- Grain: one row per submission and answered question.
-- Every question is a column of its own, which bronze keeps in _rescued under the name in the first
-- header row. Of columns that are not configured only numbers from 0 to 10 are kept, so that a
-- forgotten question shows up: other values may be personal (of reasons for cancelling nothing but
-- that there is one).
-- Rules: docs/sources/qualtrics.md.
WITH target AS (  -- the source whose ids ExternalReference holds
  SELECT max(target_source) AS source
  FROM config.identity_reference
  WHERE source = 'qualtrics' AND lower(field) = 'externalreference'
),

employee_survey AS (
  SELECT DISTINCT survey_id FROM silver.survey_question WHERE audience = 'employee'
),

response AS (
  SELECT
    r._record_id, r._file, r._file_id, r._row_number, r._delivery_date, r._replaced_on,
    'qualtrics:' || native_id(r.survey_id) AS survey_id,
    coalesce(nullif(trim(r.RecordedDate), ''), nullif(trim(r.EndDate), '')) AS modified,
    coalesce(z.timezone, 'UTC') AS zone,
    CASE lower(coalesce(nullif(trim(r.Status), ''), '0'))
      WHEN 'ip address' THEN 0
      WHEN 'survey preview' THEN 1
      WHEN 'survey test' THEN 2
      WHEN 'imported' THEN 4
      WHEN 'spam' THEN 8
      WHEN 'offline' THEN 16
      ELSE try_cast(coalesce(nullif(trim(r.Status), ''), '0') AS INT)
    END AS flags,
    coalesce(lower(trim(r.Finished)) IN ('1', 'true'), false)
      OR coalesce(trim(r.Progress) = '100', false) AS is_finished,
    native_id(r.ExternalReference) AS reference,
    'email:' || pseudonym(normalize_email(r.RecipientEmail)) AS email_key,
    from_json(r._rescued, 'map<string, string>') AS columns
  FROM bronze.qualtrics_responses_deliveries r
  LEFT JOIN config.source_timezone z ON z.source = 'qualtrics'
  LEFT JOIN employee_survey e ON e.survey_id = 'qualtrics:' || native_id(r.survey_id)
  WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL
),

answer AS (
  SELECT
    r.*,
    'qualtrics:' || trim(name) AS question_id,
    nullif(trim(value), '') AS given,
    CASE  -- the codes are flags: 9 is a preview that looks like spam
      WHEN flags & 2 = 2 THEN 'test'
      WHEN flags & 1 = 1 THEN 'preview'
      WHEN flags & 8 = 8 THEN 'spam'
      WHEN flags IS NOT NULL THEN if(is_finished, 'completed', 'partial')
    END AS response_status
  FROM response r
  LATERAL VIEW explode(columns) AS name, value
),

scored AS (
  SELECT
    a.*,
    q.metric, q.audience, q.scale_min, q.scale_max, coalesce(q.is_countable, false) AS is_countable,
    CAST(parse_number(a.given) AS DOUBLE) AS number_given,
    -- "recode seen but unanswered questions as -99"
    coalesce(a.given = '-99' AND q.scale_min > -99, false) AS is_dismissed,
    to_instant(a.modified, a.zone) AS responded_at,
    array_compact(if(q.audience = 'employee',
      array('hr:' || a.reference, a.email_key), array(a.email_key, t.source || ':' || a.reference))) AS who
  FROM answer a
  CROSS JOIN target t
  LEFT JOIN silver.survey_question q ON q.survey_id = a.survey_id AND q.question_id = a.question_id
  LEFT JOIN config.churn_reason_question c
    ON c.source = 'qualtrics' AND 'qualtrics:' || c.survey_id = a.survey_id AND 'qualtrics:' || c.question_id = a.question_id
  WHERE a.given IS NOT NULL
    AND (q.metric IS NOT NULL OR c.source IS NOT NULL OR coalesce(parse_number(a.given) BETWEEN 0 AND 10, false))
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
  'qualtrics' AS source,
  metric,
  audience,
  response_status,
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
    AND coalesce(response_status IN ('completed', 'partial'), false) AS is_counted,
  closes_on,
  is_time_adjusted(modified, zone) AS _time_adjusted,
  business_date(responded_at, :timezone) AS _recheck_on,
  _record_id, _file, _file_id, _row_number,
  CASE
    WHEN response_status IN ('test', 'preview', 'spam') THEN NULL  -- kept, never counted
    WHEN modified IS NULL THEN 'missing_required'
    WHEN response_status IS NULL OR responded_at IS NULL THEN 'bad_type'
    WHEN metric IS NULL OR is_dismissed THEN NULL
    WHEN number_given IS NULL THEN 'bad_type'
    WHEN number_given NOT BETWEEN scale_min AND scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM standing
WHERE if(closes_on IS NULL, _replaced_on IS NULL,
  _delivery_date <= closes_on AND coalesce(_replaced_on > closes_on, true))
