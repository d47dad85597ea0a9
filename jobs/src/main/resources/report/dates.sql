-- Dates that the scorecard has.
-- Grain: one row per as-of date.
SELECT DISTINCT as_of_date FROM gold.kpi_scorecard ORDER BY as_of_date DESC
