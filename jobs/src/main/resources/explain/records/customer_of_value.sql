-- gold.kpi_customer_clv has no source of its own; by customer_id it leads to gold.fct_order, whose
-- order_number names the order as delivered (silver.orders), of all up to the end of the window.
-- Not listed: orders of other customers, to which the model was fitted; exchange rates.
-- Grain: one row per customer and order.
SELECT DISTINCT customer_id AS id, 'silver.orders' AS named_in, order_number AS record_id
FROM gold.fct_order
WHERE customer_id IS NOT NULL AND order_date <= :window_end
