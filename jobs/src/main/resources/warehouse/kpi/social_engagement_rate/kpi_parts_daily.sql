-- Engagement of social posts in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- Where a network does not deliver impressions, its engagements are in neither part.
SELECT
  d.metric_date,
  'social_engagement_rate' AS kpi,
  s.segment_name,
  s.segment_value,
  CAST(sum(d.rated_engagements) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.rated_impressions) AS DECIMAL(38, 12)) AS denominator,
  sum(d.rated_impressions) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_social_daily d
LATERAL VIEW stack(2, 'all', 'all', 'network', d.network) s AS segment_name, segment_value
WHERE d.rated_impressions IS NOT NULL
GROUP BY d.metric_date, s.segment_name, s.segment_value
