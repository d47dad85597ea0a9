-- The total of contacts over a window, computed again from what is published.
-- Grain: one row.
SELECT CAST(sum(1) AS DOUBLE) AS value
FROM gold.fct_interaction
WHERE interaction_date BETWEEN :window_start AND :window_end
  AND interaction_id IS NOT NULL
