-- KPIs of answers to surveys in the long form of parts: those that name a survey metric (gold.dim_kpi).
-- Grain: one row per date, KPI and segment.
-- The kind of a question is a segment, so that relational and transactional answers can be told apart.
WITH counted AS (
  SELECT
    d.*, k.kpi, k.statistic = 'mean' AS is_mean,
    CASE k.statistic
      WHEN 'mean' THEN d.score_sum
      WHEN 'nps' THEN CAST(d.promoters - d.detractors AS DECIMAL(38, 12))
      ELSE CAST(d.promoters + d.favorable AS DECIMAL(38, 12))
    END AS numerator
  FROM gold.kpi_survey_daily d
  JOIN gold.dim_kpi k ON k.survey_metric = d.metric
)

SELECT
  d.metric_date,
  d.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.answers) AS DECIMAL(38, 12)) AS denominator,
  sum(d.answers) AS n,
  sum(if(d.is_mean, NULL, d.promoters + d.favorable)) AS positives,
  sum(if(d.is_mean, NULL, d.detractors)) AS negatives,
  CAST(sum(if(d.is_mean, d.score_sum_sq, NULL)) AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM counted d
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'kind', d.kind, 'touchpoint', d.touchpoint, 'channel', d.channel) s AS segment_name, segment_value
GROUP BY d.metric_date, d.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
