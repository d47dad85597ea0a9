-- Medians, 90th and 95th percentiles of reply and resolution times over a window, in minutes: the middle of
-- the bin in which the order statistic lies, right to 1 %. They are no sums of daily parts, so the
-- numerator is the value itself. Rules: docs/decisions/scorecard.md.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH dated AS (  -- a row per date of a window; the dates of all these KPIs are decided at once, so they have the same windows
  SELECT window_name, role, explode(sequence(window_start, window_end)) AS metric_date
  FROM gold.kpi_window
  WHERE as_of_date = :as_of AND kpi = 'first_reply_minutes_median'
),

binned AS (
  SELECT
    w.window_name, w.role, d.measure, d.segment_name, d.segment_value, d.bin,
    sqrt(min(d.bin_low_ms) * min(d.bin_high_ms)) / 60000 AS minutes,
    sum(d.n) AS n
  FROM dated w
  JOIN gold.kpi_duration_histogram d ON d.metric_date = w.metric_date
  WHERE d.measure IN ('first_reply', 'resolution')
    AND d.metric_month BETWEEN trunc(date_sub(:as_of, 470), 'MM') AND :as_of
    -- windows begin half a year ago at most, or end a year ago
    AND (d.metric_month >= trunc(date_sub(:as_of, 190), 'MM') OR d.metric_month <= trunc(date_sub(:as_of, 364), 'MM'))
  GROUP BY w.window_name, w.role, d.measure, d.segment_name, d.segment_value, d.bin
),

duration AS (
  SELECT window_name, role, measure, segment_name, segment_value, minutes, n
  FROM binned
  UNION ALL
  SELECT b.window_name, b.role, 'digital_first_reply', s.name, s.value, min(b.minutes), sum(b.n)
  FROM binned b
  JOIN config.digital_channel c ON c.channel = b.segment_value
  LATERAL VIEW stack(2, 'all', 'all', 'channel', b.segment_value) s AS name, value
  WHERE b.measure = 'first_reply' AND b.segment_name = 'channel'
  GROUP BY b.window_name, b.role, s.name, s.value, b.bin
),

cell AS (
  SELECT
    window_name, role, measure, segment_name, segment_value,
    sort_array(collect_list(struct(up_to, minutes))) AS bins,
    max(up_to) AS n
  FROM (
    SELECT *, sum(n) OVER (PARTITION BY window_name, role, measure, segment_name, segment_value ORDER BY minutes) AS up_to
    FROM duration)
  GROUP BY window_name, role, measure, segment_name, segment_value
),

ranked AS (  -- made as rows, since Spark would compute a column anew for each bin that is compared with it
  SELECT c.*, q.statistic, q.rank, q.low_rank, q.high_rank
  FROM cell c
  LATERAL VIEW stack(3,
    'median', 0.50 * c.n, quantile_rank_low(c.n, 0.50), quantile_rank_high(c.n, 0.50),
    'p90', 0.90 * c.n, quantile_rank_low(c.n, 0.90), quantile_rank_high(c.n, 0.90),
    'p95', 0.95 * c.n, quantile_rank_low(c.n, 0.95), quantile_rank_high(c.n, 0.95)) q AS statistic, rank, low_rank, high_rank
)

SELECT
  :as_of AS as_of_date,
  concat(measure, '_minutes_', statistic) AS kpi,
  window_name,
  role,
  segment_name,
  segment_value,
  CAST(filter(bins, bin -> bin.up_to >= rank)[0].minutes AS DECIMAL(38, 12)) AS numerator,
  CAST(NULL AS DECIMAL(38, 12)) AS denominator,
  n,
  CAST(NULL AS BIGINT) AS positives,
  CAST(NULL AS BIGINT) AS negatives,
  CAST(NULL AS DECIMAL(38, 12)) AS sum_sq,
  get(filter(bins, bin -> bin.up_to >= low_rank), 0).minutes AS ci_low,
  get(filter(bins, bin -> bin.up_to >= high_rank), 0).minutes AS ci_high,
  trunc(:as_of, 'MM') AS as_of_month
FROM ranked
