-- fail segments_add_up: channels, the unknown one among them, give the total
SELECT month, t.spend, c.spend AS of_channels, t.new_customers, c.new_customers AS customers_of_channels
FROM (SELECT month, spend, new_customers, clv_customers FROM after WHERE segment_name = 'all') t
FULL JOIN (
  SELECT month, sum(spend) AS spend, sum(new_customers) AS new_customers, sum(clv_customers) AS clv_customers
  FROM after WHERE segment_name <> 'all' GROUP BY month) c USING (month)
WHERE t.spend IS DISTINCT FROM c.spend
  OR t.new_customers IS DISTINCT FROM c.new_customers
  OR t.clv_customers IS DISTINCT FROM c.clv_customers;

-- fail all_spend: the months hold all spend
SELECT a.spend, i.spend AS expected
FROM (SELECT sum(spend) AS spend FROM after WHERE segment_name = 'all') a
CROSS JOIN (SELECT sum(amount_reporting) AS spend FROM gold.fct_marketing_spend) i
WHERE a.spend IS DISTINCT FROM i.spend;

-- fail all_customers: the months hold each customer once
SELECT a.n, i.n AS expected
FROM (SELECT coalesce(sum(new_customers), 0) AS n FROM after WHERE segment_name = 'all') a
CROSS JOIN (SELECT count(DISTINCT customer_id) AS n FROM gold.fct_customer_tenure) i
WHERE a.n <> i.n
