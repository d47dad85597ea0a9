-- Response rate of surveys in the long form of parts, by the date of sending.
-- Grain: one row per date, KPI and segment.
-- Invitations belong to a survey, so there is no cut by metric or kind.
SELECT
  d.sent_date AS metric_date,
  'survey_response_rate' AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.responded) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.response_known) AS DECIMAL(38, 12)) AS denominator,
  sum(d.response_known) AS n,
  sum(d.responded) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.sent_date, 'MM') AS metric_month
FROM gold.kpi_invitation_daily d
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'survey', d.survey_id, 'touchpoint', d.touchpoint, 'channel', d.channel) s AS segment_name, segment_value
WHERE d.response_known > 0
GROUP BY d.sent_date, s.segment_name, coalesce(s.segment_value, 'unknown')
