-- gold.fct_purchase_day has no source of its own; by customer_id it leads to gold.fct_order, whose
-- order_number names the order as delivered (silver.orders): orders of the 365 days, and refunds of the
-- customer since they began.
-- Not listed: exchange rates; records of the customer, which give the segments.
-- Grain: one row per customer and order.
SELECT DISTINCT customer_id AS id, 'silver.orders' AS named_in, order_number AS record_id
FROM gold.fct_order
WHERE customer_id IS NOT NULL
  AND order_date >= date_sub(:window_end, 364)
  AND (order_date <= :window_end OR is_refund)
