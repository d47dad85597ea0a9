-- Invitations of Qualtrics: contacts of distributions, once they were sent to.
-- Grain: one row per invitation, which is a survey, a contact and a time of sending.
-- A contact names its response. States are those of the distribution history; one that it does not
-- define is rejected.
-- Rules: docs/sources/qualtrics.md.
WITH target AS (
  SELECT max(target_source) AS source
  FROM config.identity_reference
  WHERE source = 'qualtrics' AND lower(field) = 'externalreference'
),

survey AS (
  SELECT
    survey_id,
    max(audience) AS audience,  -- employee before customer: whoever says employee is heeded
    if(count(DISTINCT touchpoint) = 1, max(touchpoint), NULL) AS touchpoint,
    if(count(DISTINCT channel) = 1, max(channel), NULL) AS channel
  FROM silver.survey_question WHERE metric IS NOT NULL
  GROUP BY survey_id
),

answer AS (
  SELECT response_id, min(responded_at) AS responded_at
  FROM silver.survey_response
  WHERE source = 'qualtrics' AND is_counted
  GROUP BY response_id
),

told AS (
  SELECT count(*) > 0 AS has_answers FROM (SELECT 1 FROM silver.survey_response WHERE source = 'qualtrics' LIMIT 1)
),

contact AS (
  SELECT
    c._record_id, c._file, c._file_id, c._row_number, c.contact_id,
    'qualtrics:' || native_id(c.survey_id) AS survey,
    regexp_replace(lower(coalesce(nullif(trim(c.status), ''), 'success')), '[^a-z]', '') AS state,
    nullif(trim(c.sent_at), '') AS sent,
    if(trim(c.opened_at) LIKE '9999%', NULL, nullif(trim(c.opened_at), '')) AS opened,
    'qualtrics:' || native_id(c.response_id) AS response_id,
    native_id(c.external_reference) AS reference,
    'email:' || pseudonym(normalize_email(c.email)) AS email_key,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.qualtrics_distribution_contacts c
  LEFT JOIN config.source_timezone z ON z.source = 'qualtrics'
),

invited AS (
  SELECT
    c.*,
    s.audience, s.touchpoint, s.channel,
    to_instant(c.sent, c.zone) AS sent_at,
    to_instant(c.opened, c.zone) AS opened_at,
    array_compact(if(s.audience = 'employee',
      array('hr:' || c.reference, c.email_key), array(c.email_key, t.source || ':' || c.reference))) AS who
  FROM contact c
  CROSS JOIN target t
  LEFT JOIN survey s ON s.survey_id = c.survey
  WHERE c.sent IS NOT NULL AND c.state NOT IN ('pending', 'notsent', 'scheduled', 'processing')  -- no invitation yet
)

SELECT
  i._record_id AS invitation_id,
  i.survey AS survey_id,
  'qualtrics' AS source,
  i.audience,
  if(i.audience = 'employee', 'employee:' || pseudonym(get(i.who, 0)), get(i.who, 0)) AS customer_source_key,
  if(i.audience = 'employee', transform(i.who, k -> 'employee:' || pseudonym(k)), i.who) AS customer_keys,
  i.touchpoint,
  i.channel,
  i.sent_at,
  business_date(i.sent_at, :timezone) AS sent_date,
  i.state NOT IN ('bounced', 'hardbounce', 'softbounce', 'failure', 'failed', 'error', 'blocked', 'skipped')
    AS is_delivered,
  i.opened_at,
  if(a.response_id IS NOT NULL, i.response_id, NULL) AS response_id,
  a.responded_at,
  w.has_answers AS is_response_known,
  if(i.opened IS NOT NULL AND i.opened_at IS NULL, 'opened_at', NULL) AS _unread,
  coalesce(is_time_adjusted(i.sent, i.zone), false) AS _time_adjusted,
  business_date(i.sent_at, :timezone) AS _recheck_on,
  i._record_id, i._file, i._file_id, i._row_number,
  CASE
    WHEN native_id(i.contact_id) IS NULL THEN 'missing_required'
    WHEN i.sent_at IS NULL THEN 'bad_type'
    WHEN i.state NOT IN (
      'success', 'sent', 'delivered', 'opened', 'started', 'finished', 'completed', 'complaint',
      'surveystarted', 'surveypartiallyfinished', 'surveyfinished', 'surveyscreenedout', 'sessionexpired',
      'bounced', 'hardbounce', 'softbounce', 'failure', 'failed', 'error', 'blocked', 'skipped') THEN 'bad_type'
  END AS _reject_reason
FROM invited i
CROSS JOIN told w
LEFT JOIN answer a ON a.response_id = i.response_id
