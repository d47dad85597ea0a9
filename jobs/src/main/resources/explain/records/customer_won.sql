-- gold.fct_customer_tenure has no source of its own; by customer_id it leads to the first purchase and the
-- first paid subscription: to gold.fct_order, whose order_number names the order as delivered
-- (silver.orders), and to gold.fct_subscription, whose subscription_id names the subscription
-- (silver.subscription), of the first day.
-- Not listed: records of the customer, which tell how the customer was won; refunds; exchange rates.
-- Grain: one row per customer and order or subscription.
WITH first_day AS (
  SELECT customer_id, min(start_date) AS start_date
  FROM gold.fct_customer_tenure
  GROUP BY customer_id
)

SELECT DISTINCT o.customer_id AS id, 'silver.orders' AS named_in, o.order_number AS record_id
FROM gold.fct_order o
JOIN first_day f ON f.customer_id = o.customer_id AND f.start_date = o.order_date
WHERE NOT o.is_refund
UNION ALL
SELECT DISTINCT s.customer_id, 'silver.subscription', d.subscription_number
FROM gold.fct_subscription s
JOIN first_day f ON f.customer_id = s.customer_id AND f.start_date = s.start_date
JOIN silver.subscription d ON d.subscription_id = s.subscription_id AND d.start_date = s.start_date
WHERE s.mrr > 0
