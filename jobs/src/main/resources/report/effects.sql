-- What changes of the scorecard came of: 28 days, or the month of KPIs that are known by month.
-- Grain: one row per KPI, segment column and value of it.
SELECT
  e.kpi, e.segment_name, e.segment_value, CAST(e.rate_effect AS DOUBLE) AS rate_effect, CAST(e.mix_effect AS DOUBLE) AS mix_effect
FROM gold.kpi_change_explained e
JOIN gold.dim_kpi k ON k.kpi = e.kpi
WHERE e.as_of_date = :as_of
  AND e.as_of_month = trunc(:as_of, 'MM')
  AND e.window_name = if(k.period IN ('month', 'month_to_date'), 'month', '28d')
  AND e.segment_name IN ('country', 'region', 'industry', 'plan', 'acquisition_channel', 'channel')
ORDER BY e.kpi, e.segment_name, e.segment_value
