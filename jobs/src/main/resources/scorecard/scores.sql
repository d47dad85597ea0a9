-- Values of the scorecard with how their KPI is shown.
-- Grain: one row per row of the scorecard.
SELECT s.*, k.unit, k.statistic, k.period, k.direction, k.definition
FROM gold.kpi_scorecard s
JOIN gold.dim_kpi k ON k.kpi = s.kpi
