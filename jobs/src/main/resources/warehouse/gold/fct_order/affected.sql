-- All lines of orders of which one changed, was revalued or has come to its day, and of customers who
-- merged, split or changed: lines are numbered with each other.
WITH moved AS (
  SELECT lookup_key FROM silver.customer_lookup_changes
  UNION
  SELECT l.lookup_key
  FROM silver.customer_lookup l
  LEFT SEMI JOIN gold.dim_customer_changes c ON c.customer_id = l.customer_id
),

changed AS (
  SELECT order_number FROM silver.orders_changes
  UNION
  SELECT o.order_number FROM silver.orders o LEFT SEMI JOIN silver.order_value_changes v ON v.order_id = o.order_id
  UNION
  SELECT o.order_number FROM silver.orders o LEFT SEMI JOIN moved m ON m.lookup_key = o.customer_source_key
  UNION
  SELECT order_number FROM silver.orders WHERE _recheck_on > :previous_as_of AND _recheck_on <= :as_of
)

SELECT order_id FROM silver.orders_changes
UNION
SELECT order_id FROM silver.order_value_changes
UNION
SELECT o.order_id FROM silver.orders o LEFT SEMI JOIN changed c ON c.order_number = o.order_number
