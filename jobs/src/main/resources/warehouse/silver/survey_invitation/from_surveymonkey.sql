-- Invitations of SurveyMonkey: recipients of collectors, once they were sent to.
-- Grain: one row per invitation.
-- A response names its recipient; one recipient may answer several times. What was not sent yet is no
-- invitation, a state that is not known is rejected.
-- Rules: docs/decisions/survey.md.
WITH survey AS (
  SELECT
    survey_id,
    max(audience) AS audience,  -- employee before customer: whoever says employee is heeded
    if(count(DISTINCT touchpoint) = 1, max(touchpoint), NULL) AS touchpoint,
    if(count(DISTINCT channel) = 1, max(channel), NULL) AS channel
  FROM silver.survey_question WHERE metric IS NOT NULL
  GROUP BY survey_id
),

answer AS (
  SELECT
    'surveymonkey:' || native_id(b.recipient_id) AS invitation_id,
    min(struct(r.responded_at, r.response_id)) AS first
  FROM bronze.surveymonkey_responses b
  JOIN silver.survey_response r ON r.response_id = b._record_id
  WHERE r.is_counted
  GROUP BY 1
),

told AS (
  SELECT count(*) > 0 AS has_answers FROM (SELECT 1 FROM silver.survey_response WHERE source = 'surveymonkey' LIMIT 1)
),

recipient AS (
  SELECT
    r.*,
    regexp_replace(lower(coalesce(nullif(trim(r.mail_status), ''), 'sent')), '[^a-z]', '') AS state,
    nullif(trim(r.sent_at), '') AS sent,
    if(trim(r.opened_at) LIKE '9999%', NULL, nullif(trim(r.opened_at), '')) AS opened,
    'surveymonkey:' || native_id(r.survey_id) AS survey,
    'email:' || pseudonym(normalize_email(r.email)) AS who,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.surveymonkey_recipients r
  LEFT JOIN config.source_timezone z ON z.source = 'surveymonkey'
)

SELECT
  r._record_id AS invitation_id,
  r.survey AS survey_id,
  'surveymonkey' AS source,
  s.audience,
  if(s.audience = 'employee', 'employee:' || pseudonym(r.who), r.who) AS customer_source_key,
  CAST(NULL AS ARRAY<STRING>) AS customer_keys,
  s.touchpoint,
  s.channel,
  to_instant(r.sent, r.zone) AS sent_at,
  business_date(to_instant(r.sent, r.zone), :timezone) AS sent_date,
  r.state IN ('sent', 'delivered', 'opened', 'clicked', 'responded') AS is_delivered,
  to_instant(r.opened, r.zone) AS opened_at,
  a.first.response_id AS response_id,
  a.first.responded_at AS responded_at,
  w.has_answers AS is_response_known,
  if(r.opened IS NOT NULL AND to_instant(r.opened, r.zone) IS NULL, 'opened_at', NULL) AS _unread,
  coalesce(is_time_adjusted(r.sent, r.zone), false) AS _time_adjusted,
  business_date(to_instant(r.sent, r.zone), :timezone) AS _recheck_on,
  r._record_id, r._file, r._file_id, r._row_number,
  CASE
    WHEN r.survey IS NULL THEN 'missing_required'
    WHEN to_instant(r.sent, r.zone) IS NULL THEN 'bad_type'
    WHEN r.state NOT IN ('sent', 'delivered', 'opened', 'clicked', 'responded', 'bounced', 'hardbounced', 'softbounced',
      'invalid', 'invalidemail', 'optedout', 'unsubscribed', 'blocked', 'failed') THEN 'bad_type'
  END AS _reject_reason
FROM recipient r
CROSS JOIN told w
LEFT JOIN survey s ON s.survey_id = r.survey
LEFT JOIN answer a ON a.invitation_id = r._record_id
-- no invitation yet
WHERE r.sent IS NOT NULL AND r.state NOT IN ('notsent', 'processing', 'queued', 'scheduled', 'pending')
