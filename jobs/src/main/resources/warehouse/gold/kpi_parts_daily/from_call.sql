-- Calls that came in, in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- What a call does not tell is outside numerator and denominator.
WITH counted AS (
  SELECT c.*, k.kpi, k.x
  FROM gold.fct_call c
  LATERAL VIEW stack(3,
    'call_wait_minutes', c.wait_ms, c.is_answered,
    'call_abandonment_rate', CAST(int(c.is_abandoned) AS BIGINT), true,
    'call_resolution_rate', CAST(int(c.is_solved) AS BIGINT), c.is_answered) k AS kpi, x, applies
  WHERE c.direction = 'inbound' AND k.applies AND k.x IS NOT NULL
)

SELECT
  c.call_date AS metric_date,
  c.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  if(c.kpi = 'call_wait_minutes', CAST(CAST(sum(c.x) AS DECIMAL(24, 6)) / 60000 AS DECIMAL(38, 12)),
    CAST(sum(c.x) AS DECIMAL(38, 12))) AS numerator,
  CAST(count(*) AS DECIMAL(38, 12)) AS denominator,
  count(*) AS n,
  if(c.kpi = 'call_wait_minutes', NULL, sum(c.x)) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  if(c.kpi = 'call_wait_minutes',
    CAST(sum(CAST(CAST(c.x AS DECIMAL(18, 0)) / 60000 * (CAST(c.x AS DECIMAL(18, 0)) / 60000) AS DECIMAL(28, 8))) AS DECIMAL(38, 12)),
    NULL) AS sum_sq,
  trunc(c.call_date, 'MM') AS metric_month
FROM counted c
LATERAL VIEW stack(7,
  'all', 'all', 'country', c.country, 'region', c.region, 'industry', c.industry, 'plan', c.plan,
  'acquisition_channel', c.acquisition_channel, 'queue', c.queue) s AS segment_name, segment_value
GROUP BY c.call_date, c.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
