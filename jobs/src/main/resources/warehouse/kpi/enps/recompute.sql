-- The total of enps over a window, computed again from what is published.
-- Grain: one row.
SELECT 100 * CAST(sum(promoters - detractors) AS DOUBLE)
  / nullif(CAST(sum(answers) AS DOUBLE), 0) AS value
FROM gold.kpi_enps_monthly
WHERE month = trunc(:window_end, 'MM')
  AND segment_name = 'all'
  AND NOT suppressed
