-- The total of staff_turnover over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(leavers) AS DOUBLE)
  / nullif(CAST(sum(average_headcount) AS DOUBLE), 0) AS value
FROM gold.kpi_staff_turnover_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND leavers IS NOT NULL
