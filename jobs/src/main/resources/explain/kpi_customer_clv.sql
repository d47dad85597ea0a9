-- Customers of gold.kpi_customer_clv with their segments at the end of the window; the tier is that of the
-- last month end before it.
-- Grain: one row per as-of date and customer.
SELECT
  'customer_of_value' AS _kind,
  c.customer_id AS _id,
  c.as_of_date, c.customer_id, c.frequency, c.recency_days, c.age_days, c.monetary_value, c.p_alive, c.p_alive_model,
  c.fit_date, c.expected_orders_12m, c.expected_order_value, c.clv_12m, c.historical_value, c.rfm_r, c.rfm_f, c.rfm_m,
  t.clv_tier,
  d.country, d.region, d.industry, d.plan, d.acquisition_channel
FROM gold.kpi_customer_clv c
LEFT JOIN gold.kpi_customer_clv t
  ON t.customer_id = c.customer_id AND t.as_of_date = date_sub(trunc(:window_end, 'MM'), 1)
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND :window_end >= d.match_from AND (d.valid_to IS NULL OR :window_end < d.valid_to)
