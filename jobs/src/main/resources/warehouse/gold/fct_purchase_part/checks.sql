-- fail nothing_before_the_purchase: a part is not known before the day that it belongs to
SELECT customer_id, purchase_date, effective_date FROM candidate WHERE effective_date < purchase_date;
-- fail kept_of_sold: at no time are fewer than none or more than all sales of a day kept
SELECT customer_id, purchase_date
FROM after
WHERE customer_id IN (SELECT customer_id FROM candidate)
GROUP BY customer_id, purchase_date
HAVING NOT sum(sales_kept) BETWEEN 0 AND sum(sales)
