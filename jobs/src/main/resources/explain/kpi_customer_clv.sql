-- Customers of gold.kpi_customer_clv with their segments at the end of the window.
-- Grain: one row per as-of date and customer.
SELECT
  'customer_of_value' AS _kind,
  c.customer_id AS _id,
  c.*, d.country, d.region, d.industry, d.plan, d.acquisition_channel
FROM gold.kpi_customer_clv c
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND :window_end >= d.match_from AND (d.valid_to IS NULL OR :window_end < d.valid_to)
