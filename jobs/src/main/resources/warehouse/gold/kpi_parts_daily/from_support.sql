-- Rates of support in the long form of parts.
-- Grain: one row per date, KPI and segment.
-- Where a source cannot tell (null), its tickets are outside numerator and denominator.
WITH told AS (
  SELECT
    *,
    if(fcr_numerator IS NULL, 0, fcr_denominator) AS fcr_known,
    if(one_touch IS NULL, 0, one_touch + two_touch + multi_touch) AS touch_known,
    if(tickets_reopened IS NULL, 0, tickets_reopen_known) AS reopen_known,
    if(escalated IS NULL, 0, tickets_escalation_known) AS escalation_known
  FROM gold.kpi_support_daily
),

summed AS (  -- before it is told apart by KPI
  SELECT
    d.metric_date, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    sum(d.fcr_numerator) AS fcr, sum(d.fcr_known) AS fcr_known,
    sum(d.one_touch) AS one_touch, sum(d.touch_known) AS touch_known,
    sum(d.tickets_reopened) AS reopened, sum(d.reopen_known) AS reopen_known,
    sum(d.escalated) AS escalated, sum(d.escalation_known) AS escalation_known
  FROM told d
  LATERAL VIEW stack(8,
    'all', 'all', 'country', d.country, 'region', d.region, 'industry', d.industry, 'plan', d.plan,
    'acquisition_channel', d.acquisition_channel,
    'channel', d.channel, 'source', d.source) s AS segment_name, segment_value
  GROUP BY d.metric_date, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  d.metric_date,
  k.kpi,
  d.segment_name,
  d.segment_value,
  CAST(k.numerator AS DECIMAL(38, 12)) AS numerator,
  CAST(k.denominator AS DECIMAL(38, 12)) AS denominator,
  k.denominator AS n,
  k.numerator AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  trunc(d.metric_date, 'MM') AS metric_month
FROM summed d
LATERAL VIEW stack(4,
  'fcr_rate', d.fcr, d.fcr_known,
  'one_touch_rate', d.one_touch, d.touch_known,
  'reopen_rate', d.reopened, d.reopen_known,
  'escalation_rate', d.escalated, d.escalation_known) k AS kpi, numerator, denominator
WHERE k.denominator > 0
