-- The total of days_since_last_contact over a window, computed again from what is published.
-- Grain: one row.
WITH customer AS (
  SELECT customer_id, datediff(:window_end, max(interaction_date)) AS days
  FROM gold.fct_interaction
  WHERE customer_id IS NOT NULL
    AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
  GROUP BY customer_id
)

SELECT CAST(sum(days) AS DOUBLE) / nullif(count(*), 0) AS value
FROM customer
