-- fail the_unknown_member_is_there: facts without a customer point to it
SELECT members
FROM (SELECT count(*) AS members FROM after WHERE customer_key = -1 AND customer_id = 'unknown')
WHERE members <> 1;

-- fail one_current_period: each customer has exactly one open period
SELECT customer_id
FROM after
GROUP BY customer_id
HAVING count_if(is_current) <> 1 OR count_if(is_current <> (valid_to IS NULL)) > 0;
