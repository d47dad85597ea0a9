-- Customers as known now, with the segments of the date on which they were acquired.
-- Grain: one row per customer.
SELECT
  'customer' AS _kind,
  c.customer_id AS _id,
  c.customer_id, c.acquired_date, c.acquisition_channel, c.is_current,
  d.country, d.region, d.industry, d.plan
FROM gold.dim_customer c
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND c.acquired_date >= d.match_from AND (d.valid_to IS NULL OR c.acquired_date < d.valid_to)
WHERE c.is_current
