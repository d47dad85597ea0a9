-- fail reasons_add_up: every churned customer has one reason in the month
SELECT coalesce(r.month, c.month) AS month, r.customers, c.churned
FROM (SELECT month, sum(customers) AS customers FROM after
      WHERE kind NOT IN ('lost_deal', 'survey') GROUP BY month) r
FULL JOIN (SELECT month, count(*) AS churned FROM gold.fct_customer_month
      WHERE basis = 'subscriptions' AND movement = 'churn' AND :churn_on_subscriptions
      GROUP BY month) c
  ON c.month = r.month
WHERE NOT r.customers <=> c.churned
