-- fail booked: a customer's booked amounts are the customer's orders
SELECT a.customer_id, a.booked, o.ordered
FROM (SELECT customer_id, sum(booked_amount) AS booked FROM after
      WHERE customer_id IN (SELECT customer_id FROM candidate) GROUP BY customer_id) a
JOIN (SELECT customer_id, sum(amount_reporting) AS ordered FROM gold.fct_order GROUP BY customer_id) o
  ON o.customer_id = a.customer_id
WHERE a.booked <> o.ordered
