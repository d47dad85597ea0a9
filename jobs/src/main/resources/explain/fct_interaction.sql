-- Customers with contacts in the 90 days up to the end of the window.
-- Grain: one row per customer.
WITH customer AS (
  SELECT customer_id, count(DISTINCT channel) AS channels
  FROM gold.fct_interaction
  WHERE customer_id IS NOT NULL AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
  GROUP BY customer_id
)

SELECT
  'customer_of_contacts' AS _kind,
  c.customer_id AS _id,
  c.customer_id, c.channels,
  :window_end AS interaction_date,
  d.country, d.region, d.industry, d.plan, d.acquisition_channel
FROM customer c
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND :window_end >= d.match_from AND (d.valid_to IS NULL OR :window_end < d.valid_to)
