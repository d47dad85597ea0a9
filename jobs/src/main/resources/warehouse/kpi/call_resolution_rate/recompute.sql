-- The total of call_resolution_rate over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(CASE WHEN is_solved THEN 1 ELSE 0 END) AS DOUBLE) / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM gold.fct_call
WHERE call_date BETWEEN :window_start AND :window_end
  AND direction = 'inbound' AND is_answered AND is_solved IS NOT NULL
