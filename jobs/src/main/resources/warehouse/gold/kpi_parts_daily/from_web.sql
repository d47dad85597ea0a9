-- Rates of the website in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- A country is the one of the network address, as the analytics tool names it, so it is a segment of
-- another name.
SELECT
  d.metric_date,
  k.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(k.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(k.denominator) AS DECIMAL(38, 12)) AS denominator,
  sum(k.denominator) AS n,
  sum(k.positives) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_web_daily d
LATERAL VIEW stack(2,
  'web_engagement_rate', d.engaged_sessions, d.engagement_known, d.engaged_sessions,
  -- somebody may buy without the event that begins a checkout: no share of its sessions, so no positives
  'checkout_abandonment_rate', d.checkouts_begun - d.purchases, d.checkouts_begun, CAST(NULL AS BIGINT)) k
  AS kpi, numerator, denominator, positives
LATERAL VIEW stack(4,
  'all', 'all', 'device', d.device, 'web_country', d.country, 'traffic_source', d.traffic_source) s
  AS segment_name, segment_value
WHERE k.denominator > 0 OR k.numerator <> 0
GROUP BY d.metric_date, k.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
