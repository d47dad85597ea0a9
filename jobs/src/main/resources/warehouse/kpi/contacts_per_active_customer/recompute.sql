-- The total of contacts_per_active_customer over a window, computed again from what is published.
-- Grain: one row.
WITH active AS (
  SELECT customer_id
  FROM gold.fct_subscription
  WHERE :churn_on_subscriptions AND mrr > 0
    AND start_date <= :window_end AND (end_date IS NULL OR end_date > :window_end)
  UNION
  SELECT customer_id
  FROM gold.fct_purchase_day
  WHERE :churn_on_orders AND is_purchase
    AND purchase_date > date_sub(:window_end, :inactive_after_days) AND purchase_date <= :window_end
),

contact AS (
  SELECT customer_id, count(*) AS contacts
  FROM gold.fct_interaction
  WHERE interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
  GROUP BY customer_id
)

-- where nobody had any contact, nobody tells of contacts
SELECT if((SELECT count(customer_id) FROM contact) > 0, CAST(sum(coalesce(c.contacts, 0)) AS DOUBLE), NULL) / nullif(count(*), 0) AS value
FROM active a
LEFT JOIN contact c ON c.customer_id = a.customer_id
