-- Subscriptions that changed, whose customer changed, or whose first day's rate may have changed.
WITH changed AS (SELECT currency, min(rate_date) AS rate_date FROM silver.fx_rate_changes GROUP BY currency)

SELECT subscription_id FROM silver.subscription_changes
UNION
SELECT s.subscription_id
FROM silver.subscription s
LEFT SEMI JOIN silver.customer_lookup_changes l ON l.lookup_key = s.customer_source_key
UNION
SELECT s.subscription_id
FROM silver.subscription s
JOIN changed c ON c.currency = s.currency AND s.start_date >= c.rate_date
