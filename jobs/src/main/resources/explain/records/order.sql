-- gold.fct_order names the order line: by order_number the order as delivered (silver.orders).
-- Grain: one row per order.
SELECT DISTINCT order_number AS id, 'silver.orders' AS named_in, order_number AS record_id
FROM gold.fct_order
