-- Targets and benchmarks as configured (targets, benchmarks).
-- Grain: one row per KPI, segment and validity; the configuration knows one value per KPI, valid for
-- all dates.
SELECT
  coalesce(t.kpi, b.kpi) AS kpi,
  'all' AS segment_name,
  'all' AS segment_value,
  DATE'1900-01-01' AS valid_from,
  CAST(NULL AS DATE) AS valid_to,
  t.target,
  b.low AS benchmark_low,
  b.high AS benchmark_high
FROM config.target t
FULL JOIN config.benchmark b ON b.kpi = t.kpi
