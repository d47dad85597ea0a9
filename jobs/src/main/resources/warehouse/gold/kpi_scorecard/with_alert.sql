-- What a day's value is held against: limits that follow from the 56 days before, and since when an
-- alert lasts. Totals have thresholds only.
-- Grain: one row per KPI with daily parts.
WITH part AS (
  SELECT
    p.kpi, k.statistic, k.unit, k.maturity_lag_days, p.metric_date, p.n, p.positives, a.below, a.above,
    CAST(p.numerator AS DOUBLE) AS x, CAST(p.sum_sq AS DOUBLE) AS squares,
    if(k.statistic = 'total', CAST(p.numerator AS DOUBLE),
      k.value_factor * CAST(p.numerator AS DOUBLE) / nullif(CAST(p.denominator AS DOUBLE), 0)) AS value,
    (p.positives + p.negatives) / nullif(p.n, 0) - pow((p.positives - p.negatives) / nullif(p.n, 0), 2) AS variance
  FROM gold.kpi_parts_daily p
  JOIN gold.dim_kpi k ON k.kpi = p.kpi
  LEFT JOIN config.alert a ON a.kpi = p.kpi
  -- an alert may have begun 55 days ago, and that day is held against 56 days
  WHERE p.metric_month BETWEEN trunc(date_sub(:as_of, 118 + greatest(:fcr_window_days, :response_maturity_days)), 'MM') AND :as_of
    AND p.metric_date BETWEEN date_sub(:as_of, 111 + k.maturity_lag_days) AND date_sub(:as_of, k.maturity_lag_days)
    AND p.segment_name = 'all'
),

judged AS (
  SELECT daily_alerts(
    collect_list(named_struct(
      'kpi', kpi, 'statistic', statistic, 'unit', unit, 'lag', maturity_lag_days, 'date', metric_date,
      'value', value, 'n', n, 'positives', positives,
      -- a day's own sampling error: its limits are never narrower
      'error', CASE statistic
        WHEN 'nps' THEN 100D * sqrt(greatest(variance, 0D) / nullif(n, 0))
        WHEN 'mean' THEN sqrt(greatest(squares - x * x / nullif(n, 0), 0D) / nullif(n - 1, 0) / nullif(n, 0))
      END,
      'below', below, 'above', above)),
    :as_of, CAST(:scorecard_min_n AS BIGINT)) AS alerts
  FROM part
)

SELECT
  a.kpi, 'day' AS window_name, 'all' AS segment_name,
  -- no value lies beyond
  CASE WHEN k.unit = 'share' AND a.low < 0 THEN 0 WHEN k.unit = 'score' AND a.low < -100 THEN -100 ELSE a.low END AS low,
  CASE WHEN k.unit = 'share' AND a.high > 1 THEN 1 WHEN k.unit = 'score' AND a.high > 100 THEN 100 ELSE a.high END AS high,
  a.q_value, a.side, a.since, a.is_outside, a.passed_since
FROM (SELECT inline(alerts) FROM judged) a
JOIN gold.dim_kpi k ON k.kpi = a.kpi
