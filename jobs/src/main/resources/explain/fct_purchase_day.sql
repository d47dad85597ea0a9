-- Customers with purchases in the 365 days up to the end of the window.
-- Grain: one row per customer.
WITH customer AS (
  SELECT customer_id, count(*) AS days
  FROM gold.fct_purchase_day
  WHERE is_purchase AND purchase_date BETWEEN date_sub(:window_end, 364) AND :window_end
  GROUP BY customer_id
)

SELECT
  'customer_of_purchases' AS _kind,
  c.customer_id AS _id,
  c.customer_id, c.days, true AS is_purchase,
  :window_end AS purchase_date,
  d.country, d.region, d.industry, d.plan, d.acquisition_channel, t.clv_tier
FROM customer c
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND :window_end >= d.match_from AND (d.valid_to IS NULL OR :window_end < d.valid_to)
LEFT JOIN gold.kpi_customer_clv t
  ON t.customer_id = c.customer_id AND t.as_of_date = date_sub(trunc(:window_end, 'MM'), 1)
