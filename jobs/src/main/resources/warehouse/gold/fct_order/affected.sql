-- Orders that changed or were revalued, and those of customers who merged, split or changed.
WITH moved AS (
  SELECT lookup_key FROM silver.customer_lookup_changes
  UNION
  SELECT l.lookup_key
  FROM silver.customer_lookup l
  LEFT SEMI JOIN gold.dim_customer_changes c ON c.customer_id = l.customer_id
)

SELECT order_id FROM silver.orders_changes
UNION
SELECT order_id FROM silver.order_value_changes
UNION
SELECT o.order_id FROM silver.orders o LEFT SEMI JOIN moved m ON m.lookup_key = o.customer_source_key
