-- gold.fct_customer_month has no source of its own; by customer_id it leads to gold.fct_subscription,
-- whose subscription_id names the subscription as delivered (silver.subscription), of all that began up
-- to the end of the window.
-- Not listed: exchange rates; records of the customer, which give the segments.
-- Grain: one row per customer and subscription.
SELECT DISTINCT f.customer_id AS id, 'silver.subscription' AS named_in, s.subscription_number AS record_id
FROM gold.fct_subscription f
JOIN silver.subscription s ON s.subscription_id = f.subscription_id AND s.start_date = f.start_date
WHERE f.start_date <= :window_end
