-- The total of one_touch_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(one_touch) AS DOUBLE)
  / nullif(CAST(sum(one_touch + two_touch + multi_touch) AS DOUBLE), 0) AS value
FROM gold.kpi_support_daily
WHERE metric_date BETWEEN :window_start AND :window_end
