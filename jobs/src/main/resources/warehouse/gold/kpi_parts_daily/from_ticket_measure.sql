-- Durations of support in the long form of parts, in minutes.
-- Grain: one row per date, KPI and segment.
-- They come from the tickets' measures, since an interval of a mean needs the sum of squares.
WITH measure AS (
  SELECT
    m.*,
    c.channel IS NOT NULL AND m.measure = 'first_reply' AS is_digital
  FROM gold.fct_ticket_measure m
  LEFT JOIN config.digital_channel c ON c.channel = m.channel
  WHERE m.measure IN ('first_reply', 'resolution')
),

timed AS (
  SELECT m.*, k.kpi, k.ms, CAST(k.ms AS DECIMAL(18, 0)) / 60000 AS minutes
  FROM measure m
  LATERAL VIEW stack(4,
    m.measure || '_minutes', m.milliseconds, true,
    m.measure || '_minutes_business', m.business_milliseconds, true,
    'digital_' || m.measure || '_minutes', m.milliseconds, m.is_digital,
    'digital_' || m.measure || '_minutes_business', m.business_milliseconds, m.is_digital) k
    AS kpi, ms, applies
  WHERE k.applies AND k.ms IS NOT NULL
)

SELECT
  m.metric_date,
  m.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  CAST(CAST(sum(m.ms) AS DECIMAL(24, 6)) / 60000 AS DECIMAL(38, 12)) AS numerator,
  CAST(count(*) AS DECIMAL(38, 12)) AS denominator,
  count(*) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(sum(CAST(m.minutes * m.minutes AS DECIMAL(28, 8))) AS DECIMAL(38, 12)) AS sum_sq,
  trunc(m.metric_date, 'MM') AS metric_month
FROM timed m
LATERAL VIEW stack(8,
  'all', 'all', 'country', m.country, 'region', m.region, 'industry', m.industry, 'plan', m.plan,
  'acquisition_channel', m.acquisition_channel,
  'channel', m.channel, 'source', m.source) s AS segment_name, segment_value
GROUP BY m.metric_date, m.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
