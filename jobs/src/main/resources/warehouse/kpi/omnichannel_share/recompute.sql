-- The total of omnichannel_share over a window, computed again from what is published.
-- Grain: one row.
WITH customer AS (
  SELECT customer_id, count(DISTINCT channel) AS channels
  FROM gold.fct_interaction
  WHERE customer_id IS NOT NULL AND channel IS NOT NULL
    AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
  GROUP BY customer_id
)

SELECT CAST(sum(CASE WHEN channels >= 2 THEN 1 ELSE 0 END) AS DOUBLE)
  / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM customer
