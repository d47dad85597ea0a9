-- Answers to HubSpot's feedback surveys.
-- Grain: one row per submission.
-- The survey is hs_survey_id or, where that is not delivered, the type of survey (nps, csat, ces,
-- custom); its question is `hs_value`. Archived submissions are deleted ones.
-- Rules: docs/decisions/survey.md.
WITH submission AS (
  SELECT
    _record_id, _file, _file_id, _row_number, createdAt,
    from_json(properties, 'hs_survey_id STRING, hs_survey_type STRING, hs_survey_channel STRING, hs_value STRING,
      hs_submission_timestamp STRING, hs_createdate STRING, hs_contact_id STRING,
      hs_contact_email_rollup STRING') AS p,
    from_json(associations, 'contacts STRUCT<results: ARRAY<STRUCT<id: STRING>>>,
      tickets STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked
  FROM bronze.hubspot_feedback_submissions
  WHERE NOT coalesce(parse_flag(archived), false)
)

SELECT
  _record_id AS response_id,
  'hubspot:hs_value' AS question_id,
  'hubspot:' || coalesce(native_id(p.hs_survey_id), lower(nullif(trim(p.hs_survey_type), ''))) AS survey_id,
  'hubspot' AS source,
  CAST(parse_number(p.hs_value) AS DOUBLE) AS number,
  nullif(trim(p.hs_value), '') AS answer,
  true AS is_submitted,
  'email:' || pseudonym(normalize_email(p.hs_contact_email_rollup)) AS email_key,
  array('hubspot:' || coalesce(least_id(linked.contacts.results.id), native_id(p.hs_contact_id))) AS id_keys,
  'hubspot:' || least_id(linked.tickets.results.id) AS ticket_id,
  nullif(trim(p.hs_survey_channel), '') AS channel,
  coalesce(
    nullif(trim(p.hs_submission_timestamp), ''), nullif(trim(p.hs_createdate), ''),
    nullif(trim(createdAt), '')) AS given_at,
  _record_id, _file, _file_id, _row_number
FROM submission
