-- Every KPI over every window. Grain: as_of × kpi × window × segment. Values and intervals come from
-- parts: shares by Wilson, NPS by adjusted Wald, means by the normal interval, percentiles by ranks;
-- the interval of a change follows from those of both windows (MOVER). Rules: docs/decisions/scorecard.md.
WITH part AS (
  SELECT p.*, k.statistic, k.value_factor, k.unit, CAST(p.numerator AS DOUBLE) AS x,
    sqrt(greatest(CAST(p.sum_sq AS DOUBLE) - pow(CAST(p.numerator AS DOUBLE), 2) / nullif(p.n, 0), 0) / nullif(p.n - 1, 0) / nullif(p.n, 0)) AS standard_error
  FROM gold.kpi_window_part p
  JOIN gold.dim_kpi k ON k.kpi = p.kpi
  WHERE p.as_of_date = :as_of AND (p.n > 0 OR k.statistic IN ('total', 'ratio'))
),

valued AS (
  SELECT kpi, window_name, segment_name, segment_value, role,
    named_struct(
      'value', CASE WHEN statistic IN ('total', 'median', 'p90') THEN x ELSE value_factor * x / nullif(CAST(denominator AS DOUBLE), 0) END,
      'numerator', numerator,
      'denominator', denominator,
      'n', n,
      'low', CASE statistic
        WHEN 'share' THEN wilson_low(positives, n)
        WHEN 'nps' THEN nps_low(positives, negatives, n)
        -- no duration is below 0
        WHEN 'mean' THEN IF(
          unit = 'minutes' AND x / n < 1.959963984540054D * standard_error,
          0D, x / n - 1.959963984540054D * standard_error)
        ELSE ci_low
      END,
      'high', CASE statistic
        WHEN 'share' THEN wilson_high(positives, n)
        WHEN 'nps' THEN nps_high(positives, negatives, n)
        WHEN 'mean' THEN x / n + 1.959963984540054D * standard_error
        ELSE ci_high
      END) AS v
  FROM part
  UNION ALL  -- the total of every KPI has a row, whatever was counted; no open ticket is a
  -- backlog of 0, from the first date on that has any
  SELECT kpi, window_name, 'all', 'all', 'none', NULL
  FROM gold.kpi_window
  WHERE as_of_date = :as_of
),

cell AS (
  SELECT kpi, window_name, segment_name, segment_value,
    max(v) FILTER (WHERE role = 'current') AS c,
    max(v) FILTER (WHERE role = 'previous') AS p,
    max(v) FILTER (WHERE role = 'year_ago') AS y
  FROM valued
  GROUP BY kpi, window_name, segment_name, segment_value
  HAVING bool_or(role <> 'year_ago')
),

judged AS (
  SELECT
    cell.*, w.window_start, w.window_end, w.window_end <= date_sub(:as_of, k.maturity_lag_days) AS is_mature,
    k.pillar, k.direction, t.target, t.benchmark_low, t.benchmark_high,
    IF(cell.kpi = 'backlog' AND w.window_end >= h.begins_on, coalesce(c.value, 0), c.value) AS value,
    IF(cell.kpi = 'backlog' AND w.window_end >= h.begins_on, coalesce(c.numerator, 0), c.numerator) AS numerator,
    IF(cell.kpi = 'backlog' AND b.window_end >= h.begins_on, coalesce(p.value, 0), p.value) AS previous_value,
    IF(cell.segment_name = 'all', a.below, NULL) AS below,
    IF(cell.segment_name = 'all', a.above, NULL) AS above
  FROM cell
  JOIN gold.dim_kpi k ON k.kpi = cell.kpi
  JOIN gold.kpi_window w
    ON w.as_of_date = :as_of AND w.kpi = cell.kpi AND w.window_name = cell.window_name AND w.role = 'current'
  LEFT JOIN gold.kpi_window b
    ON b.as_of_date = :as_of AND b.kpi = cell.kpi AND b.window_name = cell.window_name AND b.role = 'previous'
  CROSS JOIN (SELECT min(metric_date) AS begins_on FROM gold.kpi_backlog_daily) h
  LEFT JOIN gold.dim_target t ON t.kpi = cell.kpi AND t.segment_name = 'all'
  LEFT JOIN config.alert a ON a.kpi = cell.kpi
)

SELECT
  :as_of AS as_of_date,
  kpi,
  window_name,
  segment_name,
  segment_value,
  window_start,
  window_end,
  value,
  CAST(numerator AS DECIMAL(38, 12)) AS numerator,
  c.denominator,
  coalesce(c.n, 0) AS n,
  c.low AS ci_low,
  c.high AS ci_high,
  previous_value,
  p.numerator AS previous_numerator,
  p.denominator AS previous_denominator,
  value - previous_value AS change,
  value - previous_value - sqrt(pow(value - c.low, 2) + pow(p.high - previous_value, 2)) AS change_ci_low,
  value - previous_value + sqrt(pow(c.high - value, 2) + pow(previous_value - p.low, 2)) AS change_ci_high,
  y.value AS year_ago_value,
  target,
  benchmark_low,
  benchmark_high,
  CASE
    WHEN value IS NULL OR coalesce(benchmark_low, benchmark_high) IS NULL THEN NULL
    WHEN (c.low < benchmark_low AND c.high >= benchmark_low)
      OR (c.low <= benchmark_high AND c.high > benchmark_high) THEN 'uncertain'
    WHEN value < benchmark_low THEN 'below'
    WHEN value > benchmark_high THEN 'above'
    ELSE 'within'
  END AS benchmark_status,
  pillar,
  is_mature,
  is_mature AND coalesce(value < below OR value > above, false) AS is_alert,
  CASE
    WHEN is_mature AND value < below THEN IF(direction = 'up', 'bad', 'good')
    WHEN is_mature AND value > above THEN IF(direction = 'up', 'good', 'bad')
  END AS alert_direction,
  CASE
    WHEN is_mature AND value < below THEN 'below the configured ' || CAST(below AS STRING)
    WHEN is_mature AND value > above THEN 'above the configured ' || CAST(above AS STRING)
  END AS alert_reason,
  trunc(:as_of, 'MM') AS as_of_month
FROM judged
