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
    *,
    plain_word(coalesce(nullif(trim(status), ''), 'completed')) AS said_status,
    tool || ':' || native_id(survey_id) AS survey_key,
    native_id(respondent_id) AS respondent
  FROM bronze.generic_survey_responses_deliveries
),

told AS (
  SELECT
    *,
    CASE
      WHEN said_status IN ('completed', 'complete', 'finished', 'submitted') THEN 'completed'
      WHEN said_status IN ('partial', 'partially completed', 'incomplete') THEN 'partial'
      WHEN said_status IN ('preview', 'test', 'spam', 'disqualified', 'overquota', 'deleted') THEN said_status
    END AS response_status
  FROM answer
)

SELECT
  r._record_id AS response_id,
  r.tool || ':' || native_id(r.question_id) AS question_id,
  r.survey_key AS survey_id,
  r.tool AS source,
  nullif(trim(r.score), '') AS answer,
  nullif(trim(r.score), '') IS NULL AS is_dismissed,
  r.response_status,
  r.response_status IN ('completed', 'partial') AS is_submitted,
  lower(nullif(trim(r.audience), '')) AS audience,
  'email:' || pseudonym(normalize_email(r.email)) AS email_key,
  array(p.target_source || ':' || r.respondent, r.tool || ':' || r.respondent) AS id_keys,
  array('hr:' || r.respondent) AS employee_keys,
  -- an id that names its source, or one whose source is configured
  CASE
    WHEN instr(trim(r.ticket_id), ':') > 1
    THEN lower(trim(split_part(r.ticket_id, ':', 1))) || ':' || native_id(substr(r.ticket_id, instr(r.ticket_id, ':') + 1))
    ELSE coalesce(t.target_source, r.tool) || ':' || native_id(r.ticket_id)
  END AS ticket_id,
  nullif(trim(r.touchpoint), '') AS touchpoint,
  nullif(trim(r.channel), '') AS channel,
  nullif(trim(r.submitted_at), '') AS given_at,
  coalesce(own.timezone, z.timezone) AS zone,
  r._delivery_date, r._replaced_on, r._record_id, r._file, r._file_id, r._row_number
FROM told r
LEFT JOIN config.source_timezone z ON z.source = 'generic_survey'
LEFT JOIN config.source_timezone own ON own.source = r.tool
LEFT JOIN respondent p ON p.tool = r.tool
LEFT JOIN ticket t ON t.tool = r.tool
LEFT JOIN employee_survey e ON e.survey_id = r.survey_key
WHERE r._replaced_on IS NULL OR e.survey_id IS NOT NULL OR lower(trim(r.audience)) = 'employee'
