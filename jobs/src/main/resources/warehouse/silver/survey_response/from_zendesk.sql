-- Satisfaction ratings of Zendesk tickets: good is 1, bad is 0.
-- Grain: one row per submission and question.
-- `offered` and `unoffered` are invitations, not answers, and give no row. A rating that the requester
-- changes keeps its id, so the latest version counts, dated by updated_at.
WITH rating AS (
  SELECT
    r.*,
    nullif(lower(trim(r.score)), '') AS given,
    coalesce(nullif(trim(r.updated_at), ''), nullif(trim(r.created_at), '')) AS modified,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.zendesk_satisfaction_ratings r
  LEFT JOIN config.source_timezone z ON z.source = 'zendesk'
),

answer AS (
  SELECT
    *,
    to_instant(modified, zone) AS responded_at,
    CASE
      WHEN given IN ('good', 'good_with_comment', 'goodwithcomment') THEN 1.0D
      WHEN given IN ('bad', 'bad_with_comment', 'badwithcomment') THEN 0.0D
    END AS value
  FROM rating
  WHERE given IS NULL OR given NOT IN ('offered', 'unoffered')
)

SELECT
  a._record_id AS response_id,
  'zendesk:satisfaction_rating' AS question_id,
  'zendesk:csat' AS survey_id,
  'zendesk' AS source,
  q.metric,
  q.audience,
  a.given AS response_status,
  'zendesk:' || native_id(a.requester_id) AS customer_source_key,
  CAST(NULL AS ARRAY<STRING>) AS customer_keys,
  'zendesk:' || native_id(a.ticket_id) AS ticket_id,
  CAST(NULL AS STRING) AS touchpoint,
  CAST(NULL AS STRING) AS channel,
  a.responded_at,
  business_date(a.responded_at, :timezone) AS response_date,
  a.value AS score,
  false AS is_dismissed,
  coalesce(q.is_countable, false) AS is_counted,
  CAST(NULL AS DATE) AS closes_on,
  is_time_adjusted(a.modified, a.zone) AS _time_adjusted,
  business_date(a.responded_at, :timezone) AS _recheck_on,
  a._record_id, a._file, a._file_id, a._row_number,
  CASE
    WHEN a.given IS NULL OR a.modified IS NULL THEN 'missing_required'
    WHEN a.value IS NULL OR a.responded_at IS NULL THEN 'bad_type'
    WHEN a.value NOT BETWEEN q.scale_min AND q.scale_max THEN 'out_of_scale'
  END AS _reject_reason
FROM answer a
LEFT JOIN silver.survey_question q
  ON q.survey_id = 'zendesk:csat' AND q.question_id = 'zendesk:satisfaction_rating'
