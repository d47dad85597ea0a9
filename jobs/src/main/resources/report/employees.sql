-- Employees' promoters less detractors, of the latest closed month; small groups are suppressed in the table.
-- Grain: one row per segment.
SELECT
  month, segment_name, segment_value, answers, promoters, passives, detractors, enps, suppressed,
  nps_low(promoters, detractors, answers) AS low, nps_high(promoters, detractors, answers) AS high
FROM gold.kpi_enps_monthly
WHERE month = (
  SELECT max(month) FROM gold.kpi_enps_monthly
  WHERE date_add(last_day(month), (SELECT coalesce(max(maturity_lag_days), 0) FROM gold.dim_kpi WHERE kpi = 'enps')) <= :as_of)
ORDER BY segment_name, segment_value
