-- Bin b > 0 holds 1.02^(b - 1) up to 1.02^b milliseconds.
-- Grain: one row per date, measure, segment and bin.
WITH timed AS (
  SELECT
    *,
    stack(2, measure, milliseconds, concat(measure, '_business'), business_milliseconds)
      AS (duration, length)
  FROM gold.fct_ticket_measure
  WHERE measure IN ('first_reply', 'resolution')
),

binned AS (
  SELECT
    *,
    if(length < 1, 0, 1 + int(floor(ln(length) / ln(1.02D)))) AS bin
  FROM timed
  WHERE length IS NOT NULL
),

cut AS (
  SELECT
    metric_date,
    duration AS measure,
    bin,
    stack(9,
      'all', 'all',
      'source', source,
      'channel', channel,
      'priority', priority,
      'country', country,
      'region', region,
      'industry', industry,
      'plan', plan,
      'acquisition_channel', acquisition_channel) AS (segment_name, segment_value)
  FROM binned
)

SELECT
  metric_date,
  measure,
  segment_name,
  coalesce(segment_value, 'unknown') AS segment_value,
  bin,
  count(*) AS n,
  if(bin = 0, 0D, power(1.02D, bin - 1)) AS bin_low_ms,
  power(1.02D, bin) AS bin_high_ms,
  CAST(trunc(metric_date, 'MM') AS DATE) AS metric_month
FROM cut
GROUP BY metric_date, measure, segment_name, coalesce(segment_value, 'unknown'), bin
