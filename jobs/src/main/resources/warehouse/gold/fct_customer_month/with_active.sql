-- When a customer was active, and what for.
-- Grain: one row per customer, basis and stretch of time.
WITH purchase AS (
  SELECT customer_id, purchase_date,
    lag(purchase_date) OVER (PARTITION BY customer_id ORDER BY purchase_date) AS previous_date
  FROM gold.fct_purchase_day
  WHERE is_purchase
),

-- purchases so close that the customer was active on every date between them are one stretch
stretch AS (
  SELECT customer_id, purchase_date,
    count_if(previous_date IS NULL OR purchase_date > date_add(previous_date, :inactive_after_days))
      OVER (PARTITION BY customer_id ORDER BY purchase_date) AS number
  FROM purchase
)

SELECT customer_id, 'orders' AS basis, min(purchase_date) AS start_date,
  date_add(max(purchase_date), :inactive_after_days) AS end_date,
  CAST(1 AS DECIMAL(18,4)) AS worth, CAST(NULL AS STRING) AS end_reason, CAST(NULL AS STRING) AS reason
FROM stretch
GROUP BY customer_id, number
UNION ALL
SELECT customer_id, 'subscriptions', start_date, end_date, mrr, end_reason, reason
FROM gold.fct_subscription
WHERE mrr > 0 AND start_date <= :as_of AND (end_date IS NULL OR end_date > start_date)
