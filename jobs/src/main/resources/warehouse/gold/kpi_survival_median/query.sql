-- Median tenure, read off the curves of gold.kpi_survival and of their intervals.
-- Grain: one row per as-of date, basis and segment.
-- Rule: docs/decisions/revenue.md (survival).
SELECT
  as_of_date,
  basis,
  segment_name,
  segment_value,
  sum(events + censored) AS customers,
  sum(events) AS events,
  -- a survival of exactly one half, put together from logarithms, may miss it by rounding
  min(day) FILTER (WHERE survival <= 0.5D + 1e-12D) AS median_days,
  min(day) FILTER (WHERE ci_low <= 0.5D + 1e-12D) AS ci_low_days,
  min(day) FILTER (WHERE ci_high <= 0.5D + 1e-12D) AS ci_high_days
FROM gold.kpi_survival
WHERE as_of_date = :as_of
GROUP BY as_of_date, basis, segment_name, segment_value
