-- Contacts one by one, customers with contacts in the 90 days up to the end of the window, and active
-- customers without any: their customer_id is null, since they count in no KPI of those who were in touch.
-- Grain: one row per contact, and one per customer.
WITH contact AS (
  SELECT customer_id, channel, interaction_date, false AS has_subscription, false AS has_purchase
  FROM gold.fct_interaction
  WHERE customer_id IS NOT NULL AND interaction_date BETWEEN date_sub(:window_end, 89) AND :window_end
  UNION ALL
  SELECT customer_id, NULL, NULL, true, false
  FROM gold.fct_subscription
  WHERE :churn_on_subscriptions AND mrr > 0
    AND start_date <= :window_end AND (end_date IS NULL OR end_date > :window_end)
  UNION ALL
  SELECT customer_id, NULL, NULL, false, true
  FROM gold.fct_purchase_day
  WHERE :churn_on_orders AND is_purchase
    AND purchase_date > date_sub(:window_end, :inactive_after_days) AND purchase_date <= :window_end
),

customer AS (
  SELECT
    customer_id, count(DISTINCT channel) AS channels, count(interaction_date) AS contacts,
    datediff(:window_end, max(interaction_date)) AS days_since_last_contact,
    bool_or(has_subscription) AS has_subscription, bool_or(has_purchase) AS has_purchase
  FROM contact
  GROUP BY customer_id
)

SELECT
  CASE
    WHEN c.contacts > 0 THEN 'customer_of_contacts'
    WHEN c.has_subscription THEN 'customer_of_subscriptions'
    ELSE 'customer_of_orders'
  END AS _kind,
  c.customer_id AS _id,
  if(c.contacts > 0, c.customer_id, NULL) AS customer_id,
  CAST(NULL AS STRING) AS interaction_id,
  c.channels, c.contacts, c.days_since_last_contact,
  c.has_subscription OR c.has_purchase AS is_active,
  :window_end AS interaction_date,
  d.country, d.region, d.industry, d.plan, d.acquisition_channel, t.clv_tier,
  CAST(NULL AS STRING) AS channel, CAST(NULL AS STRING) AS type, CAST(NULL AS STRING) AS direction
FROM customer c
LEFT JOIN gold.dim_customer d
  ON d.customer_id = c.customer_id
  AND :window_end >= d.match_from AND (d.valid_to IS NULL OR :window_end < d.valid_to)
LEFT JOIN gold.kpi_customer_clv t
  ON t.customer_id = c.customer_id AND t.as_of_date = date_sub(trunc(:window_end, 'MM'), 1)
UNION ALL
SELECT
  'contact', interaction_id, NULL, interaction_id, NULL, NULL, NULL, NULL, interaction_date,
  country, region, industry, plan, acquisition_channel, NULL, channel, type, direction
FROM gold.fct_interaction
