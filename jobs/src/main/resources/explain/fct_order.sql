-- Order lines.
-- Grain: one row per order line.
SELECT 'order' AS _kind, order_number AS _id, *
FROM gold.fct_order
