-- Rates of support in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- Where a source cannot tell (null), its tickets are outside numerator and denominator.
SELECT
  d.metric_date,
  k.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(sum(k.numerator) AS DECIMAL(38, 12)) AS numerator,
  CAST(sum(k.denominator) AS DECIMAL(38, 12)) AS denominator,
  sum(k.denominator) AS n,
  sum(k.numerator) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM gold.kpi_support_daily d
LATERAL VIEW stack(4,
  'fcr_rate', d.fcr_numerator, d.fcr_denominator,
  'one_touch_rate', d.one_touch, d.one_touch + d.two_touch + d.multi_touch,
  'reopen_rate', d.tickets_reopened, d.tickets_reopen_known,
  'escalation_rate', d.escalated, d.tickets_escalation_known) k AS kpi, numerator, denominator
LATERAL VIEW stack(8,
  'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
  'acquisition_channel', d.acquisition_channel,
  'channel', d.channel, 'source', d.source) s AS segment_name, segment_value
WHERE k.denominator > 0 AND k.numerator IS NOT NULL
GROUP BY d.metric_date, k.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
