-- Satisfaction ratings of Zendesk tickets: good is 1, bad is 0.
-- Grain: one row per submission and question.
-- `offered` and `unoffered` are invitations, not answers, and give no row. A rating that the requester
-- changes keeps its id, so the latest version counts, dated by updated_at.
WITH rating AS (
  SELECT *, nullif(lower(trim(score)), '') AS given
  FROM bronze.zendesk_satisfaction_ratings
),

answer AS (
  SELECT
    *,
    CASE
      WHEN plain_word(given) IN ('good', 'good with comment', 'goodwithcomment') THEN 1.0D
      WHEN plain_word(given) IN ('bad', 'bad with comment', 'badwithcomment') THEN 0.0D
    END AS number
  FROM rating
  WHERE given IS NULL OR given NOT IN ('offered', 'unoffered')
)

SELECT
  _record_id AS response_id,
  'zendesk:satisfaction_rating' AS question_id,
  'zendesk:csat' AS survey_id,
  'zendesk' AS source,
  number,
  if(given IS NULL, 'missing_required', if(number IS NULL, 'bad_type', NULL)) AS fault,
  given AS response_status,
  true AS is_submitted,
  array('zendesk:' || native_id(requester_id)) AS id_keys,
  'zendesk:' || native_id(ticket_id) AS ticket_id,
  coalesce(nullif(trim(updated_at), ''), nullif(trim(created_at), '')) AS given_at,
  _record_id, _file, _file_id, _row_number
FROM answer
