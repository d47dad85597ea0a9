-- Answers to HubSpot's feedback surveys.
-- Grain: one row per submission.
-- The survey is hs_survey_id or, where that is not delivered, the type of survey (nps, csat, ces,
-- custom); its question is `hs_value`. Archived submissions are deleted ones.
-- Rules: docs/decisions/survey.md.
WITH submission AS (
  SELECT
    r._record_id, r._file, r._file_id, r._row_number, r.createdAt,
    from_json(r.properties, 'hs_survey_id STRING, hs_survey_type STRING, hs_survey_channel STRING, hs_value STRING,
      hs_submission_timestamp STRING, hs_createdate STRING, hs_contact_id STRING,
      hs_contact_email_rollup STRING') AS p,
    from_json(r.associations, 'contacts STRUCT<results: ARRAY<STRUCT<id: STRING>>>,
      tickets STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.hubspot_feedback_submissions r
  LEFT JOIN config.source_timezone z ON z.source = 'hubspot'
  WHERE coalesce(lower(r.archived), 'false') <> 'true'
),

answer AS (
  SELECT
    *,
    coalesce(nullif(trim(p.hs_survey_id), ''), lower(nullif(trim(p.hs_survey_type), ''))) AS survey,
    nullif(trim(p.hs_value), '') AS given,
    CAST(parse_number(p.hs_value) AS DOUBLE) AS value,
    coalesce(
      nullif(trim(p.hs_submission_timestamp), ''), nullif(trim(p.hs_createdate), ''),
      nullif(trim(createdAt), '')) AS submitted,
    coalesce(
      array_min(transform(linked.contacts.results, c -> struct(try_cast(c.id AS BIGINT) AS number, c.id))).id,
      native_id(p.hs_contact_id)) AS contact_id,
    array_min(transform(linked.tickets.results, c -> struct(try_cast(c.id AS BIGINT) AS number, c.id))).id
      AS ticket
  FROM submission
),

dated AS (
  SELECT
    *,
    to_instant(submitted, zone) AS responded_at,
    array_compact(array(
      'email:' || pseudonym(normalize_email(p.hs_contact_email_rollup)), 'hubspot:' || contact_id)) AS who
  FROM answer
)

SELECT
  a._record_id AS response_id,
  'hubspot:hs_value' AS question_id,
  'hubspot:' || a.survey AS survey_id,
  'hubspot' AS source,
  q.metric,
  q.audience,
  CAST(NULL AS STRING) AS response_status,
  if(q.audience <=> 'employee', 'employee:' || pseudonym(get(a.who, 0)), get(a.who, 0)) AS customer_source_key,
  if(q.audience <=> 'employee', transform(a.who, k -> 'employee:' || pseudonym(k)), a.who) AS customer_keys,
  'hubspot:' || a.ticket AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  lower(nullif(trim(a.p.hs_survey_channel), '')) AS channel,
  a.responded_at,
  business_date(a.responded_at, :timezone) AS response_date,
  a.value AS score,
  false AS is_dismissed,
  coalesce(q.is_countable, false) AS is_counted,
  CAST(NULL AS DATE) AS closes_on,
  is_time_adjusted(a.submitted, a.zone) AS _time_adjusted,
  business_date(a.responded_at, :timezone) AS _recheck_on,
  a._record_id, a._file, a._file_id, a._row_number,
  CASE
    WHEN a.submitted IS NULL OR a.survey IS NULL THEN 'missing_required'
    WHEN a.responded_at IS NULL THEN 'bad_type'
    WHEN q.metric IS NULL THEN NULL
    WHEN a.given IS NULL THEN 'missing_required'
    WHEN a.value IS NULL THEN 'bad_type'
    WHEN a.value NOT BETWEEN q.scale_min AND q.scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM dated a
LEFT JOIN silver.survey_question q
  ON q.survey_id = 'hubspot:' || a.survey AND q.question_id = 'hubspot:hs_value'
