-- Durations of support in the long form of parts, in minutes, and what resolved tickets took of their customers.
-- Grain: one row per date, KPI and segment.
-- They come from the tickets' measures, since an interval of a mean needs the sum of squares. That of next
-- replies is not known: a ticket tells their sum only.
WITH measure AS (
  SELECT
    m.*,
    c.channel IS NOT NULL AND m.measure = 'first_reply' AS is_digital,
    if(m.next_replies > 0, m.next_reply_milliseconds, NULL) AS next_milliseconds,
    CAST(m.milliseconds AS DECIMAL(18, 0)) / 60000 AS minutes,
    CAST(m.business_milliseconds AS DECIMAL(18, 0)) / 60000 AS business_minutes
  FROM gold.fct_ticket_measure m
  LEFT JOIN config.digital_channel c ON c.channel = m.channel
  WHERE m.measure IN ('first_reply', 'first_resolution', 'resolution')
),

squared AS (
  SELECT
    *,
    CAST(minutes * minutes AS DECIMAL(28, 8)) AS minutes_sq,
    CAST(business_minutes * business_minutes AS DECIMAL(28, 8)) AS business_minutes_sq
  FROM measure
),

summed AS (  -- before it is told apart by KPI: a measure adds to up to four
  SELECT
    m.metric_date, m.measure, m.is_digital, s.segment_name, coalesce(s.segment_value, 'unknown') AS segment_value,
    sum(m.milliseconds) AS milliseconds, count(m.milliseconds) AS n, sum(m.minutes_sq) AS sq,
    sum(m.business_milliseconds) AS business_milliseconds, count(m.business_milliseconds) AS business_n,
    sum(m.business_minutes_sq) AS business_sq,
    sum(m.next_milliseconds) AS next_milliseconds, sum(if(m.next_milliseconds IS NULL, 0, m.next_replies)) AS next_n,
    sum(m.contacts) AS contacts, count(m.contacts) AS contacts_n, sum(m.contacts * m.contacts) AS contacts_sq
  FROM squared m
  LATERAL VIEW stack(8,
    'all', 'all', 'country', m.country, 'region', m.region, 'industry', m.industry, 'plan', m.plan,
    'acquisition_channel', m.acquisition_channel,
    'channel', m.channel, 'source', m.source) s AS segment_name, segment_value
  GROUP BY m.metric_date, m.measure, m.is_digital, s.segment_name, coalesce(s.segment_value, 'unknown')
)

SELECT
  m.metric_date,
  k.kpi,
  m.segment_name,
  m.segment_value,
  if(k.kpi = 'contacts_per_resolved_issue', CAST(sum(k.x) AS DECIMAL(38, 12)),
    CAST(CAST(sum(k.x) AS DECIMAL(24, 6)) / 60000 AS DECIMAL(38, 12))) AS numerator,
  CAST(sum(k.n) AS DECIMAL(38, 12)) AS denominator,
  sum(k.n) AS n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(sum(k.sq) AS DECIMAL(38, 12)) AS sum_sq,
  trunc(m.metric_date, 'MM') AS metric_month
FROM summed m
LATERAL VIEW stack(6,
  m.measure || '_minutes', m.milliseconds, m.n, m.sq, true,
  m.measure || '_minutes_business', m.business_milliseconds, m.business_n, m.business_sq, m.measure <> 'first_resolution',
  'digital_' || m.measure || '_minutes', m.milliseconds, m.n, m.sq, m.is_digital,
  'digital_' || m.measure || '_minutes_business', m.business_milliseconds, m.business_n, m.business_sq, m.is_digital,
  'next_reply_minutes', m.next_milliseconds, m.next_n, CAST(NULL AS DECIMAL(38, 8)), true,
  'contacts_per_resolved_issue', m.contacts, m.contacts_n, CAST(m.contacts_sq AS DECIMAL(38, 8)), true) k
  AS kpi, x, n, sq, applies
WHERE k.applies AND k.n > 0
GROUP BY m.metric_date, k.kpi, m.segment_name, m.segment_value
