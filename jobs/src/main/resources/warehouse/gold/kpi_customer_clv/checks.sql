-- fail counts_and_spans: the last purchase lies between the first and the as-of date
SELECT customer_id FROM candidate WHERE NOT (frequency >= 0 AND recency_days BETWEEN 0 AND age_days);
-- fail scores_are_possible: probabilities lie in 0..1, and expected orders and values are not negative
SELECT customer_id
FROM candidate
WHERE NOT (p_alive BETWEEN 0 AND 1 AND expected_orders_12m >= 0)
  OR NOT (expected_order_value >= 0 AND clv_12m >= 0);
-- fail all_or_none: either a fit serves every customer of a date or none
SELECT as_of_date FROM after GROUP BY as_of_date HAVING count(p_alive) NOT IN (0, count(*)) OR count(clv_12m) NOT IN (0, count(*));
-- warn no_fit: no purchase model is fitted yet, so there is no lifetime value
SELECT DISTINCT as_of_date FROM candidate WHERE p_alive IS NULL
