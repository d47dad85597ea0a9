-- What the change of each rate came of: values whose rate changed, or whose share did.
-- Grain: one row per as-of date, KPI, window, segment column and value of it.
-- The split at means of Kitagawa (1955), with shares valued against the total's mean as in Griliches
-- and Regev (1995), so that its effects sum to the change. Rules: docs/decisions/scorecard.md.
WITH part AS (
  SELECT s.kpi, s.window_name, s.segment_name, s.segment_value, s.change, k.value_factor,
    coalesce(s.previous_numerator, 0) AS x0, coalesce(s.previous_denominator, 0) AS w0,
    coalesce(s.numerator, 0) AS x1, coalesce(s.denominator, 0) AS w1
  FROM gold.kpi_scorecard s
  JOIN gold.dim_kpi k ON k.kpi = s.kpi
  WHERE s.as_of_date = :as_of AND s.as_of_month = trunc(:as_of, 'MM') AND k.statistic IN ('share', 'nps', 'mean', 'ratio')
),

split AS (  -- what is suppressed in a window may stand apart in the other: both are counted with the rest
  SELECT t.kpi, t.window_name, p.segment_name, t.change, t.value_factor, t.x0, t.w0, t.x1, t.w1,
    t.w0 - sum(p.w0) > 1e-11 * t.w0 OR t.w1 - sum(p.w1) > 1e-11 * t.w1 AS has_rest,
    collect_list(struct(p.segment_value, p.x0, p.w0, p.x1, p.w1)) AS parts,
    struct('(rest)' AS segment_value,
      CAST(t.x0 - coalesce(sum(p.x0) FILTER (WHERE p.w0 > 0 AND p.w1 > 0), 0) AS DECIMAL(38, 12)) AS x0,
      CAST(t.w0 - coalesce(sum(p.w0) FILTER (WHERE p.w0 > 0 AND p.w1 > 0), 0) AS DECIMAL(38, 12)) AS w0,
      CAST(t.x1 - coalesce(sum(p.x1) FILTER (WHERE p.w0 > 0 AND p.w1 > 0), 0) AS DECIMAL(38, 12)) AS x1,
      CAST(t.w1 - coalesce(sum(p.w1) FILTER (WHERE p.w0 > 0 AND p.w1 > 0), 0) AS DECIMAL(38, 12)) AS w1) AS rest
  FROM part t
  JOIN part p ON p.kpi = t.kpi AND p.window_name = t.window_name AND p.segment_name <> 'all'
  WHERE t.segment_name = 'all' AND t.w0 > 0 AND t.w1 > 0
  GROUP BY t.kpi, t.window_name, p.segment_name, t.change, t.value_factor, t.x0, t.w0, t.x1, t.w1
  -- values that overlap add up to more than the total, or their numerators to something else
  HAVING min(least(p.w0, p.w1)) >= 0
    AND sum(p.w0) - t.w0 < 1e-11 * t.w0 AND sum(p.w1) - t.w1 < 1e-11 * t.w1
    AND (has_rest OR abs(t.x0 - sum(p.x0)) < 1e-11 * t.w0 AND abs(t.x1 - sum(p.x1)) < 1e-11 * t.w1)
),

value AS (
  SELECT s.kpi, s.window_name, s.segment_name, s.change, p.*,
    CAST(p.w0 AS DOUBLE) / CAST(s.w0 AS DOUBLE) AS previous_share,
    CAST(p.w1 AS DOUBLE) / CAST(s.w1 AS DOUBLE) AS share,
    s.value_factor * CAST(p.x0 AS DOUBLE) / nullif(CAST(p.w0 AS DOUBLE), 0) AS previous_value,
    s.value_factor * CAST(p.x1 AS DOUBLE) / nullif(CAST(p.w1 AS DOUBLE), 0) AS value,
    s.value_factor * (CAST(p.x1 AS DOUBLE) / CAST(s.w1 AS DOUBLE) - CAST(p.x0 AS DOUBLE) / CAST(s.w0 AS DOUBLE)) AS added,
    s.value_factor * (CAST(s.x1 AS DOUBLE) / CAST(s.w1 AS DOUBLE) + CAST(s.x0 AS DOUBLE) / CAST(s.w0 AS DOUBLE)) / 2 AS mean
  FROM split s
  LATERAL VIEW inline(if(s.has_rest, array_append(filter(s.parts, part -> part.w0 > 0 AND part.w1 > 0), s.rest), s.parts)) p
)

SELECT
  :as_of AS as_of_date,
  kpi,
  window_name,
  segment_name,
  segment_value,
  CAST(x1 AS DECIMAL(38, 12)) AS numerator,
  CAST(w1 AS DECIMAL(38, 12)) AS denominator,
  CAST(x0 AS DECIMAL(38, 12)) AS previous_numerator,
  CAST(w0 AS DECIMAL(38, 12)) AS previous_denominator,
  share,
  previous_share,
  value,
  previous_value,
  CAST(rate_effect AS DECIMAL(38, 12)) AS rate_effect,
  CAST(added - (share - previous_share) * mean - rate_effect AS DECIMAL(38, 12)) AS mix_effect,
  change,
  trunc(:as_of, 'MM') AS as_of_month
FROM (SELECT *, coalesce((share + previous_share) / 2 * (value - previous_value), 0D) AS rate_effect FROM value)
