-- Durations of support in the long form of parts, in minutes, and what resolved tickets took of their customers.
-- Grain: one row per date, KPI and segment.
-- They come from the tickets' measures, since an interval of a mean needs the sum of squares. That of next
-- replies is not known: a ticket tells their sum only.
WITH measure AS (
  SELECT
    m.*,
    c.channel IS NOT NULL AND m.measure = 'first_reply' AS is_digital,
    m.measure = 'resolution' AS is_resolution
  FROM gold.fct_ticket_measure m
  LEFT JOIN config.digital_channel c ON c.channel = m.channel
  WHERE m.measure IN ('first_reply', 'first_resolution', 'resolution')
),

counted AS (
  SELECT m.*, k.kpi, k.x, k.n, CAST(k.x AS DECIMAL(18, 0)) / 60000 AS minutes
  FROM measure m
  LATERAL VIEW stack(6,
    m.measure || '_minutes', m.milliseconds, 1L, true,
    m.measure || '_minutes_business', m.business_milliseconds, 1L, m.measure <> 'first_resolution',
    'digital_' || m.measure || '_minutes', m.milliseconds, 1L, m.is_digital,
    'digital_' || m.measure || '_minutes_business', m.business_milliseconds, 1L, m.is_digital,
    'next_reply_minutes', m.next_reply_milliseconds, m.next_replies, m.is_resolution AND m.next_replies > 0,
    'contacts_per_resolved_issue', m.contacts, 1L, m.is_resolution) k
    AS kpi, x, n, applies
  WHERE k.applies AND k.x IS NOT NULL
)

SELECT
  m.metric_date,
  m.kpi,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value,
  if(m.kpi = 'contacts_per_resolved_issue', CAST(sum(m.x) AS DECIMAL(38, 12)),
    CAST(CAST(sum(m.x) AS DECIMAL(24, 6)) / 60000 AS DECIMAL(38, 12))) AS numerator,
  CAST(sum(m.n) AS DECIMAL(38, 12)) AS denominator,
  sum(m.n) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CASE m.kpi
    WHEN 'next_reply_minutes' THEN NULL
    -- a sum is made for every KPI, whichever is taken: squares of milliseconds need their digits
    WHEN 'contacts_per_resolved_issue'
      THEN CAST(sum(CAST(m.x AS DECIMAL(18, 0)) * CAST(m.x AS DECIMAL(18, 0))) AS DECIMAL(38, 12))
    ELSE CAST(sum(CAST(m.minutes * m.minutes AS DECIMAL(28, 8))) AS DECIMAL(38, 12))
  END AS sum_sq,
  trunc(m.metric_date, 'MM') AS metric_month
FROM counted m
LATERAL VIEW stack(8,
  'all', 'all', 'country', m.country, 'region', m.region, 'industry', m.industry, 'plan', m.plan,
  'acquisition_channel', m.acquisition_channel,
  'channel', m.channel, 'source', m.source) s AS segment_name, segment_value
GROUP BY m.metric_date, m.kpi, s.segment_name, coalesce(s.segment_value, 'unknown')
