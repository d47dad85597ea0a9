-- Medians, 90th and 95th percentiles of reply and resolution times over a window, in minutes: the middle of
-- the bin in which the order statistic lies, right to 1 %. They are no sums of daily parts, so the
-- numerator is the value itself. Rules: docs/decisions/scorecard.md.
-- Grain: one row per as-of date, KPI, window, role and segment.
WITH span AS (  -- the dates of all these KPIs are decided at once, so they have the same windows
  SELECT as_of_date, window_name, role, window_start, window_end, as_of_month
  FROM gold.kpi_window
  WHERE as_of_date = :as_of AND kpi = 'first_reply_minutes_median'
),

histogram AS (
  SELECT * FROM gold.kpi_duration_histogram
  WHERE measure IN ('first_reply', 'resolution')
    AND metric_month BETWEEN trunc(date_sub(:as_of, 470), 'MM') AND :as_of
),

duration AS (
  SELECT metric_date, measure, segment_name, segment_value, bin, bin_low_ms, bin_high_ms, n
  FROM histogram
  UNION ALL
  SELECT h.metric_date, 'digital_first_reply', s.name, s.value, h.bin, h.bin_low_ms, h.bin_high_ms, h.n
  FROM histogram h
  JOIN config.digital_channel c ON c.channel = h.segment_value
  LATERAL VIEW stack(2, 'all', 'all', 'channel', h.segment_value) s AS name, value
  WHERE h.measure = 'first_reply' AND h.segment_name = 'channel'
),

binned AS (
  SELECT
    w.as_of_date, w.window_name, w.role, w.as_of_month, d.measure, d.segment_name, d.segment_value,
    sqrt(d.bin_low_ms * d.bin_high_ms) / 60000 AS minutes,
    sum(d.n) AS n
  FROM span w
  JOIN duration d ON d.metric_date BETWEEN w.window_start AND w.window_end
  GROUP BY
    w.as_of_date, w.window_name, w.role, w.as_of_month, d.measure, d.segment_name, d.segment_value,
    d.bin, d.bin_low_ms, d.bin_high_ms
),

cell AS (
  SELECT
    as_of_date, window_name, role, as_of_month, measure, segment_name, segment_value,
    sort_array(collect_list(struct(up_to, minutes))) AS bins,
    max(up_to) AS n
  FROM (
    SELECT *, sum(n) OVER (PARTITION BY window_name, role, measure, segment_name, segment_value ORDER BY minutes) AS up_to
    FROM binned)
  GROUP BY as_of_date, window_name, role, as_of_month, measure, segment_name, segment_value
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
  as_of_date,
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
  as_of_month
FROM ranked
