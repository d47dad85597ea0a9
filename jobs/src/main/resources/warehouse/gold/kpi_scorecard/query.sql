-- Every KPI over every window.
-- Grain: one row per as-of date, KPI, window and segment.
-- Values and intervals come from parts: shares by Wilson, NPS by adjusted Wald, means by the normal
-- interval, percentiles by ranks; the interval of a change follows from those of both windows (MOVER).
-- What is counted of too few, or has no interval where it should, is not judged.
-- Rules: docs/decisions/scorecard.md.
WITH history AS (  -- what there was before it, nobody knows
  SELECT p.kpi, min(p.metric_date) AS first_date
  FROM gold.kpi_parts_daily p
  JOIN gold.dim_kpi k ON k.kpi = p.kpi
  WHERE k.is_zero_when_empty AND p.segment_name = 'all'
  GROUP BY p.kpi
),

compared AS (
  SELECT
    cell.*, w.window_start, w.window_end, before.window_start AS previous_start, before.window_end AS previous_end,
    year_earlier.window_start AS year_ago_start, year_earlier.window_end AS year_ago_end,
    -- a month or quarter to date still grows
    NOT (w.window_name = 'month' AND w.window_end < last_day(w.window_end)
      OR w.window_name = 'quarter' AND w.window_end < last_day(add_months(trunc(w.window_end, 'QUARTER'), 2))) AS is_mature,
    k.statistic = 'total' OR coalesce(current.n, 0) >= :scorecard_min_n AS is_enough,
    -- an end that is not known may lie anywhere; what is counted in full is what it is
    if(k.statistic IN ('total', 'ratio'), current.value, coalesce(current.low, double('-Infinity'))) AS low_end,
    if(k.statistic IN ('total', 'ratio'), current.value, coalesce(current.high, double('Infinity'))) AS high_end,
    k.pillar, k.direction, coalesce(own.target, t.target) AS target,
    -- a benchmark is taken whole: a bound that it leaves open is open
    if(coalesce(own.benchmark_low, own.benchmark_high) IS NULL, t.benchmark_low, own.benchmark_low) AS benchmark_low,
    if(coalesce(own.benchmark_low, own.benchmark_high) IS NULL, t.benchmark_high, own.benchmark_high) AS benchmark_high,
    if(w.window_end >= h.first_date, coalesce(current.value, 0), current.value) AS value,
    if(w.window_end >= h.first_date, coalesce(current.numerator, 0), current.numerator) AS numerator,
    if(before.window_end >= h.first_date, coalesce(previous.value, 0), previous.value) AS previous_value,
    if(before.window_end >= h.first_date, coalesce(previous.numerator, 0), previous.numerator) AS previous_numerator,
    if(year_earlier.window_end >= h.first_date, coalesce(year_ago.value, 0), year_ago.value) AS year_ago_value,
    if(cell.segment_name = 'all', a.below, NULL) AS below, if(cell.segment_name = 'all', a.above, NULL) AS above,
    alert.low AS limit_low, alert.high AS limit_high, alert.q_value, alert.side, alert.since, alert.is_outside, alert.passed_since
  FROM cell
  JOIN gold.dim_kpi k ON k.kpi = cell.kpi
  JOIN gold.kpi_window w
    ON w.as_of_date = :as_of AND w.kpi = cell.kpi AND w.window_name = cell.window_name AND w.role = 'current'
  LEFT JOIN history h ON h.kpi = cell.kpi
  LEFT JOIN gold.kpi_window before
    ON before.as_of_date = :as_of AND before.kpi = cell.kpi AND before.window_name = cell.window_name AND before.role = 'previous'
  LEFT JOIN gold.kpi_window year_earlier
    ON year_earlier.as_of_date = :as_of AND year_earlier.kpi = cell.kpi AND year_earlier.window_name = cell.window_name AND year_earlier.role = 'year_ago'
  LEFT JOIN gold.dim_target t
    ON t.kpi = cell.kpi AND t.segment_name = 'all'
    AND w.window_end >= t.valid_from AND (t.valid_to IS NULL OR w.window_end < t.valid_to)
  LEFT JOIN gold.dim_target own
    ON own.kpi = cell.kpi AND own.segment_name = cell.segment_name AND own.segment_value = cell.segment_value
    AND own.segment_name <> 'all'
    AND w.window_end >= own.valid_from AND (own.valid_to IS NULL OR w.window_end < own.valid_to)
  LEFT JOIN config.alert a ON a.kpi = cell.kpi
  LEFT JOIN alert
    ON alert.kpi = cell.kpi AND alert.window_name = cell.window_name AND alert.segment_name = cell.segment_name
),

judged AS (
  SELECT *, is_enough AND (value < below) AS is_below, is_enough AND (value > above) AS is_above FROM compared
)

SELECT
  :as_of AS as_of_date,
  kpi,
  window_name,
  segment_name,
  segment_value,
  window_start, window_end,
  value,
  CAST(numerator AS DECIMAL(38, 12)) AS numerator,
  current.denominator,
  coalesce(current.n, 0) AS n,
  current.low AS ci_low,
  current.high AS ci_high,
  previous_value,
  CAST(previous_numerator AS DECIMAL(38, 12)) AS previous_numerator,
  previous.denominator AS previous_denominator,
  previous_start AS previous_window_start,
  previous_end AS previous_window_end,
  value - previous_value AS change,
  change_low(value, current.low, previous_value, previous.high) AS change_ci_low,
  change_high(value, current.high, previous_value, previous.low) AS change_ci_high,
  year_ago_value,
  year_ago_start AS year_ago_window_start,
  year_ago_end AS year_ago_window_end,
  target,
  benchmark_low,
  benchmark_high,
  CASE
    WHEN value IS NULL OR coalesce(benchmark_low, benchmark_high) IS NULL THEN NULL
    WHEN NOT is_enough
      OR (low_end < benchmark_low AND high_end >= benchmark_low)
      OR (low_end <= benchmark_high AND high_end > benchmark_high) THEN 'uncertain'
    WHEN value < benchmark_low THEN 'below'
    WHEN value > benchmark_high THEN 'above'
    ELSE 'within'
  END AS benchmark_status,
  pillar,
  is_mature,
  coalesce(is_below OR is_above, false) OR coalesce(side, 0) <> 0 AS is_alert,
  CASE
    WHEN is_below OR (side < 0 AND is_above IS DISTINCT FROM true) THEN if(direction = 'up', 'bad', 'good')
    WHEN is_above OR side > 0 THEN if(direction = 'up', 'good', 'bad')
  END AS alert_direction,
  CASE
    WHEN is_below THEN 'below the configured ' || CAST(below AS STRING)
    WHEN is_above THEN 'above the configured ' || CAST(above AS STRING)
    WHEN side <> 0 AND is_outside
      THEN if(side < 0, 'below', 'above') || ' its limits, ' || format_number(limit_low, '0.###') || ' to ' || format_number(limit_high, '0.###')
    WHEN side <> 0 THEN 'not yet three days within its limits, after values ' || if(side < 0, 'below', 'above') || ' them'
  END AS alert_reason,
  CASE
    WHEN is_below OR is_above THEN passed_since
    WHEN side <> 0 THEN since
  END AS alert_since,
  limit_low,
  limit_high,
  q_value,
  trunc(:as_of, 'MM') AS as_of_month
FROM judged
