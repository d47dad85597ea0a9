-- The total of fcr_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(fcr_numerator) AS DOUBLE) / nullif(CAST(sum(fcr_denominator) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
