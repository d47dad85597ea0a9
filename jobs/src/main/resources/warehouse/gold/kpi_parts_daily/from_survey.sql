-- Survey KPIs in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- The kind of a question is a segment, so that relational and transactional answers can be told apart.
SELECT
  d.metric_date,
  k.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(k.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(k.n) AS DECIMAL(38, 12)) AS denominator,
  sum(k.n) AS n,
  sum(k.positives) AS positives,
  sum(k.negatives) AS negatives,
  CAST(sum(k.sum_sq) AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_survey_daily d
LATERAL VIEW stack(3,
  d.metric, CAST(d.promoters + d.favorable - d.detractors AS DECIMAL(38, 12)), d.answers,
  d.promoters + d.favorable, d.detractors, CAST(NULL AS DECIMAL(38, 12)),
  d.metric || '_mean', d.score_sum, d.answers, NULL, NULL, d.score_sum_sq,
  if(d.follow_up_known > 0, 'closed_loop_rate', NULL), CAST(d.followed_up AS DECIMAL(38, 12)), d.follow_up_known,
  d.followed_up, NULL, NULL) k
  AS kpi, numerator, n, positives, negatives, sum_sq
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'kind', d.kind, 'touchpoint', d.touchpoint, 'channel', d.channel) s AS segment_name, segment_value
WHERE k.kpi IN ('nps', 'csat', 'csat_mean', 'ces', 'ces_mean', 'closed_loop_rate')
GROUP BY d.metric_date, k.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
