-- fail periods_do_not_overlap: an event must find one period of its customer
SELECT customer_id, valid_from, valid_to, next_from
FROM (
  SELECT
    customer_id, valid_from, valid_to,
    lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) AS next_from
  FROM after)
WHERE valid_to IS DISTINCT FROM next_from OR valid_to <= valid_from;

-- fail every_customer_has_a_period: a customer without one would drop out of every segment
SELECT DISTINCT r.customer_id
FROM silver.customer_record r
LEFT ANTI JOIN after a ON a.customer_id = r.customer_id;
