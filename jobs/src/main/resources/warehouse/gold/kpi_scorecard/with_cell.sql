-- The numbers of each KPI in the window, the one before and that of a year ago, with their intervals.
-- Grain: one row per KPI, window and segment.
WITH part AS (
  SELECT p.*, k.statistic, k.value_factor, k.unit, CAST(p.numerator AS DOUBLE) AS x,
    if(p.sum_sq IS NULL, NULL,  -- greatest would take the 0
      sqrt(greatest(CAST(p.sum_sq AS DOUBLE) - pow(CAST(p.numerator AS DOUBLE), 2) / nullif(p.n, 0), 0) / nullif(p.n - 1, 0) / nullif(p.n, 0))) AS standard_error
  FROM gold.kpi_window_part p
  JOIN gold.dim_kpi k ON k.kpi = p.kpi
  WHERE p.as_of_date = :as_of AND (p.n > 0 OR k.statistic IN ('total', 'ratio'))
),

valued AS (
  SELECT kpi, window_name, segment_name, segment_value, role,
    named_struct(
      'value', CASE WHEN statistic IN ('total', 'median', 'p90', 'p95') THEN x ELSE value_factor * x / nullif(CAST(denominator AS DOUBLE), 0) END,
      'numerator', numerator,
      'denominator', denominator,
      'n', n,
      'low', CASE statistic
        WHEN 'share' THEN wilson_low(positives, n)
        WHEN 'nps' THEN nps_low(positives, negatives, n)
        WHEN 'mean' THEN if(unit IN ('share', 'minutes', 'days', 'contacts') AND standard_error IS NOT NULL, greatest(x / n - 1.959963984540054D * standard_error, 0D),
          x / n - 1.959963984540054D * standard_error)
        ELSE ci_low
      END,
      'high', CASE statistic
        WHEN 'share' THEN wilson_high(positives, n)
        WHEN 'nps' THEN nps_high(positives, negatives, n)
        WHEN 'mean' THEN if(unit = 'share' AND standard_error IS NOT NULL, least(x / n + 1.959963984540054D * standard_error, 1D),
          x / n + 1.959963984540054D * standard_error)
        ELSE ci_high
      END) AS numbers
  FROM part
  UNION ALL  -- the total of every KPI has a row, whatever was counted
  SELECT kpi, window_name, 'all', 'all', 'none', NULL
  FROM gold.kpi_window
  WHERE as_of_date = :as_of
)

SELECT kpi, window_name, segment_name, segment_value,
  max(numbers) FILTER (WHERE role = 'current') AS current,
  max(numbers) FILTER (WHERE role = 'previous') AS previous,
  max(numbers) FILTER (WHERE role = 'year_ago') AS year_ago
FROM valued
GROUP BY kpi, window_name, segment_name, segment_value
HAVING bool_or(role <> 'year_ago')
