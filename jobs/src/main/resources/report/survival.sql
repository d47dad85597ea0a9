-- How long customers stay, every thirty days.
-- Grain: one row per basis, segment and thirty days of tenure.
SELECT
  basis, segment_name, segment_value, CAST(ceil(day / 30) AS INT) * 30 AS day,
  min(at_risk) AS at_risk, max_by(survival, day) AS survival,
  max_by(ci_low, day) AS low, max_by(ci_high, day) AS high
FROM gold.kpi_survival
WHERE as_of_date = (SELECT max(as_of_date) FROM gold.kpi_survival WHERE as_of_date <= :as_of)
GROUP BY basis, segment_name, segment_value, CAST(ceil(day / 30) AS INT) * 30
ORDER BY basis, segment_name, segment_value, day
