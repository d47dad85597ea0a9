-- What the KPIs mean.
-- Grain: one row per KPI.
SELECT kpi, label, definition, unit, direction, statistic, pillar, period FROM gold.dim_kpi ORDER BY kpi
