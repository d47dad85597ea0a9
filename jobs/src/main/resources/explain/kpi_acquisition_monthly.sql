-- Parts of gold.kpi_acquisition_monthly, by row of spend and by customer. Customers count where spend of the
-- month (of a channel: of that channel) was delivered, since their cost is unknown elsewhere.
-- Grain: one row per row of spend, and one per customer who was new.
WITH told AS (
  SELECT
    'spend' AS kind, spend_id AS id, spend_month AS month, acquisition_channel, amount_reporting AS spend,
    0 AS new_customers
  FROM gold.fct_marketing_spend
  UNION ALL
  SELECT 'customer_won', f.customer_id, trunc(f.start_date, 'MM'), c.acquisition_channel, NULL, 1
  FROM (SELECT customer_id, min(start_date) AS start_date FROM gold.fct_customer_tenure GROUP BY customer_id) f
  LEFT JOIN gold.dim_customer c ON c.customer_id = f.customer_id AND c.is_current
)

SELECT
  kind AS _kind,
  id AS _id,
  month, 'all' AS segment_name, 'all' AS segment_value, acquisition_channel,
  if(count(spend) OVER (PARTITION BY month, if(:segment_name = 'all', NULL, acquisition_channel)) > 0,
    coalesce(spend, 0), NULL) AS spend,
  new_customers
FROM told
