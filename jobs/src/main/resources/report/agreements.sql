-- KPIs under vendors' definitions beside ours, of the latest month that was over.
-- Grain: one row per system and measure.
SELECT month, system, measure, unit, vendor_value, our_value, difference, differing_ids, reasons
FROM (
  SELECT *, max(month) OVER (PARTITION BY system) AS latest
  FROM gold.kpi_reconciliation
  WHERE last_day(month) <= :as_of)
WHERE month = latest
ORDER BY system, measure
