-- How long customers stay, every thirty days; where nobody left or was last seen the curve goes on as it was.
-- Grain: one row per basis, segment and thirty days of tenure.
WITH known AS (
  SELECT
    basis, segment_name, segment_value, CAST(ceil(day / 30) AS INT) * 30 AS day,
    min(at_risk) AS at_risk, min(at_risk - events - censored) AS stayed,
    max_by(survival, day) AS survival, max_by(ci_low, day) AS low, max_by(ci_high, day) AS high
  FROM gold.kpi_survival
  WHERE as_of_date = (SELECT max(as_of_date) FROM gold.kpi_survival WHERE as_of_date <= :as_of)
  GROUP BY basis, segment_name, segment_value, CAST(ceil(day / 30) AS INT) * 30
),

axis AS (
  SELECT basis, segment_name, segment_value, explode(sequence(0, max(day), 30)) AS day
  FROM known
  GROUP BY basis, segment_name, segment_value
)

SELECT
  a.basis, a.segment_name, a.segment_value, a.day,
  coalesce(k.at_risk, last_value(k.stayed, true) OVER so_far) AS at_risk,
  last_value(k.survival, true) OVER so_far AS survival,
  -- with its day: a curve at 0 has no interval, and not that of the day before
  (last_value(if(k.day IS NULL, NULL, struct(k.low, k.high)), true) OVER so_far).low AS low,
  (last_value(if(k.day IS NULL, NULL, struct(k.low, k.high)), true) OVER so_far).high AS high
FROM axis a
LEFT JOIN known k
  ON k.basis = a.basis AND k.segment_name = a.segment_name AND k.segment_value = a.segment_value AND k.day = a.day
WINDOW so_far AS (PARTITION BY a.basis, a.segment_name, a.segment_value ORDER BY a.day)
ORDER BY basis, segment_name, segment_value, day
