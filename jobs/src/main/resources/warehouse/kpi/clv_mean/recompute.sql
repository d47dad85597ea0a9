-- The total of clv_mean over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(clv_12m) AS DOUBLE)
  / nullif(CAST(sum(CASE WHEN clv_12m IS NOT NULL THEN 1 END) AS DOUBLE), 0) AS value
FROM gold.kpi_customer_clv
WHERE as_of_date = :window_end
