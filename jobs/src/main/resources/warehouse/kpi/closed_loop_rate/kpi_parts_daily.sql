-- Detractors whom an agent followed up in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- Detractors of whom nobody knows whether somebody followed up are outside numerator and denominator.
SELECT
  d.metric_date,
  'closed_loop_rate' AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.followed_up) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.follow_up_known) AS DECIMAL(38, 12)) AS denominator,
  sum(d.follow_up_known) AS n,
  sum(d.followed_up) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_survey_daily d
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'kind', d.kind, 'touchpoint', d.touchpoint, 'channel', d.channel) s AS segment_name, segment_value
WHERE d.follow_up_known > 0
GROUP BY d.metric_date, s.segment_name, coalesce(s.segment_value, 'unknown')
