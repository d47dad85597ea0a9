-- The total of call_wait_minutes over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(wait_ms / 60000) AS DOUBLE) / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM gold.fct_call
WHERE call_date BETWEEN :window_start AND :window_end
  AND direction = 'inbound' AND is_answered AND wait_ms IS NOT NULL
