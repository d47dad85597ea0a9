-- The total of customer_acquisition_cost over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(spend) AS DOUBLE) / nullif(CAST(sum(new_customers) AS DOUBLE), 0) AS value
FROM gold.kpi_acquisition_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND spend IS NOT NULL
