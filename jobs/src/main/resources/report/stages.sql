-- The stages of the journey in the latest month that was mature on the date.
-- Grain: one row per stage.
WITH latest AS (
  SELECT max(month) AS month FROM gold.kpi_journey_monthly WHERE mature_on <= :as_of
)

SELECT j.month, j.stage, j.customers, j.moved_on, j.ci_low AS low, j.ci_high AS high, j.median_days, j.nps, j.nps_answers, j.ces, j.ces_answers
FROM gold.kpi_journey_monthly j
JOIN latest l ON l.month = j.month
WHERE j.touchpoint = 'all'
ORDER BY j.stage_number, j.stage
