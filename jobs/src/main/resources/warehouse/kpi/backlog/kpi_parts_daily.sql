-- Backlog in the long form of parts: tickets unsolved at the end of each date.
-- Grain: one row per date, KPI and segment.
-- Semi-additive: a window takes its last date, never the sum of dates.
SELECT
  b.metric_date,
  'backlog' AS kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(b.tickets) AS DECIMAL(38, 12)) AS numerator,
  CAST(NULL AS DECIMAL(38, 12)) AS denominator,
  sum(b.tickets) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(b.metric_date, 'MM') AS metric_month
FROM gold.kpi_backlog_daily b
LATERAL VIEW stack(4,
  'all', 'all', 'source', b.source, 'status', b.status, 'age_band', b.age_band) s
  AS segment_name, segment_value
GROUP BY b.metric_date, s.segment_name, coalesce(s.segment_value, 'unknown')
