-- Promises kept in the long form of parts, one KPI per metric.
-- Grain: one row per date, KPI and segment.
-- Segment `promise` parts what a policy promised from the default target of help desks that deliver
-- none.
SELECT
  d.metric_date,
  CASE d.metric
    WHEN 'first_reply_time' THEN 'sla_attainment'
    WHEN 'total_resolution_time' THEN 'sla_attainment_resolution'
    ELSE concat('sla_attainment_', replace(d.metric, '_time', ''))
  END AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(d.met) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(d.met + d.breached) AS DECIMAL(38, 12)) AS denominator,
  sum(d.met + d.breached) AS n,
  sum(d.met) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_sla_daily d
LATERAL VIEW stack(9,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'priority', d.priority, 'source', d.source,
  'promise', if(d.policy_id = d.source || ':default', 'default', 'policy')) s AS segment_name, segment_value
GROUP BY d.metric_date, d.metric, s.segment_name, coalesce(s.segment_value, 'unknown')
