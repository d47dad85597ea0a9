-- Invitations of Zendesk: every satisfaction rating was offered once, when its record was created, and
-- keeps its id when it is given.
-- Grain: one row per invitation.
-- `unoffered` is none, and so is a score that is not known, which is rejected as an answer.
-- Rules: docs/decisions/survey.md.
WITH survey AS (
  SELECT
    max(audience) AS audience,
    max(touchpoint) AS touchpoint,
    max(channel) AS channel
  FROM silver.survey_question
  WHERE survey_id = 'zendesk:csat' AND metric IS NOT NULL
),

answer AS (
  SELECT response_id, min(responded_at) AS responded_at
  FROM silver.survey_response
  WHERE source = 'zendesk' AND is_counted
  GROUP BY response_id
),

rating AS (
  SELECT
    r._record_id, r._file, r._file_id, r._row_number,
    'zendesk:' || native_id(r.requester_id) AS who,
    nullif(trim(r.created_at), '') AS sent,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.zendesk_satisfaction_ratings r
  LEFT JOIN config.source_timezone z ON z.source = 'zendesk'
  WHERE regexp_replace(lower(trim(r.score)), '[^a-z]', '') IN ('offered', 'good', 'goodwithcomment', 'bad', 'badwithcomment')
)

SELECT
  r._record_id AS invitation_id,
  'zendesk:csat' AS survey_id,
  'zendesk' AS source,
  s.audience,
  r.who AS customer_source_key,
  CAST(NULL AS ARRAY<STRING>) AS customer_keys,
  s.touchpoint,
  s.channel,
  to_instant(r.sent, r.zone) AS sent_at,
  business_date(to_instant(r.sent, r.zone), :timezone) AS sent_date,
  true AS is_delivered,
  CAST(NULL AS TIMESTAMP) AS opened_at,
  a.response_id,
  a.responded_at,
  true AS is_response_known,  -- the record itself says it
  CAST(NULL AS STRING) AS _unread,
  coalesce(is_time_adjusted(r.sent, r.zone), false) AS _time_adjusted,
  business_date(to_instant(r.sent, r.zone), :timezone) AS _recheck_on,
  r._record_id, r._file, r._file_id, r._row_number,
  CAST(NULL AS STRING) AS _reject_reason
FROM rating r
CROSS JOIN survey s
LEFT JOIN answer a ON a.response_id = r._record_id
WHERE to_instant(r.sent, r.zone) IS NOT NULL  -- one that is undated is rejected as an answer
