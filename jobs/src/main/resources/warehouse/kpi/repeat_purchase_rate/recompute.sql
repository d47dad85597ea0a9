-- The total of repeat_purchase_rate over a window, computed again from what is published.
-- Grain: one row.
WITH customer AS (
  SELECT customer_id, count(*) AS days
  FROM gold.fct_purchase_day
  WHERE is_purchase
    AND purchase_date BETWEEN date_sub(:window_end, 364) AND :window_end
  GROUP BY customer_id
)

SELECT CAST(sum(CASE WHEN days >= 2 THEN 1 ELSE 0 END) AS DOUBLE)
  / nullif(CAST(sum(1) AS DOUBLE), 0) AS value
FROM customer
