-- Targets and benchmarks as configured (targets, benchmarks): each holds until the next one of its
-- KPI and segment.
-- Grain: one row per KPI, segment and period.
WITH beginning AS (
  SELECT kpi, segment_name, segment_value, valid_from FROM config.target
  UNION
  SELECT kpi, segment_name, segment_value, valid_from FROM config.benchmark
),

period AS (
  SELECT
    *, lead(valid_from) OVER (PARTITION BY kpi, segment_name, segment_value ORDER BY valid_from) AS valid_to
  FROM beginning
),

held AS (
  SELECT
    p.kpi, p.segment_name, p.segment_value, p.valid_from, p.valid_to,
    max_by(struct(t.target), t.valid_from) AS t,
    max_by(struct(b.low, b.high), b.valid_from) AS b
  FROM period p
  LEFT JOIN config.target t
    ON t.kpi = p.kpi AND t.segment_name = p.segment_name AND t.segment_value = p.segment_value
    AND t.valid_from <= p.valid_from
  LEFT JOIN config.benchmark b
    ON b.kpi = p.kpi AND b.segment_name = p.segment_name AND b.segment_value = p.segment_value
    AND b.valid_from <= p.valid_from
  GROUP BY p.kpi, p.segment_name, p.segment_value, p.valid_from, p.valid_to
)

SELECT
  kpi,
  segment_name,
  segment_value,
  valid_from,
  valid_to,
  t.target,
  b.low AS benchmark_low,
  b.high AS benchmark_high
FROM held
