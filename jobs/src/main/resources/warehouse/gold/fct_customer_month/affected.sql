-- Customers of whom something changed; as months pass, those who had MRR a year before one of them:
-- whoever left earlier has no row of as_of's month that could say when the next is due. Where the
-- first month begins after the date of the run before, all customers get their first rows.
SELECT customer_id FROM gold.fct_purchase_day_changes
UNION
SELECT customer_id FROM gold.fct_subscription_changes
UNION
SELECT customer_id FROM gold.dim_customer_changes
UNION
SELECT customer_id
FROM gold.fct_subscription
WHERE mrr > 0
  AND trunc(:previous_as_of, 'MM') < trunc(:as_of, 'MM')
  AND start_date < add_months(trunc(:as_of, 'MM'), -11)
  AND coalesce(end_date >= add_months(trunc(:previous_as_of, 'MM'), -10), true)
UNION
SELECT customer_id
FROM gold.fct_subscription
WHERE :churn_first_month > :previous_as_of AND :churn_first_month <= :as_of
UNION
SELECT customer_id
FROM gold.fct_purchase_day
WHERE :churn_first_month > :previous_as_of AND :churn_first_month <= :as_of
