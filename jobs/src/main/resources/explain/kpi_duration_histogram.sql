-- Durations of gold.kpi_duration_histogram, ticket by ticket, each in its bin.
-- Grain: one row per ticket, measure and place of the histogram (the total and the ticket's channel).
WITH timed AS (
  SELECT
    *,
    stack(2, measure, milliseconds, concat(measure, '_business'), business_milliseconds) AS (duration, length)
  FROM gold.fct_ticket_measure
  WHERE measure IN ('first_reply', 'resolution')
),

binned AS (
  SELECT *, if(length < 1, 0, 1 + int(floor(ln(length) / ln(1.02D)))) AS bin
  FROM timed
  WHERE length IS NOT NULL
)

SELECT
  'ticket' AS _kind,
  ticket_id AS _id,
  metric_date, source, channel, priority, country, region, industry, plan, acquisition_channel,
  duration AS measure,
  bin,
  1 AS n,
  if(bin = 0, 0D, power(1.02D, bin - 1)) AS bin_low_ms,
  power(1.02D, bin) AS bin_high_ms,
  s.segment_name,
  coalesce(s.segment_value, 'unknown') AS segment_value
FROM binned
LATERAL VIEW stack(2, 'all', 'all', 'channel', channel) s AS segment_name, segment_value
