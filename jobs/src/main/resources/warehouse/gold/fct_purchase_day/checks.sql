-- fail booked: what is booked are the orders of known customers, all of them
SELECT a.booked, o.ordered
FROM (SELECT coalesce(sum(booked_amount), 0) AS booked FROM after) a
CROSS JOIN (SELECT coalesce(sum(amount_reporting), 0) AS ordered FROM gold.fct_order WHERE customer_id IS NOT NULL) o
WHERE a.booked <> o.ordered
