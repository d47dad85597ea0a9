-- fail a_probability: it lies in 0..1, and reasons and risk are known with it alone
SELECT customer_id
FROM candidate
WHERE NOT (churn_probability BETWEEN 0 AND 1)
  OR (churn_probability IS NULL AND (reason_1 IS NOT NULL OR is_at_risk IS NOT NULL OR model IS NOT NULL))
  OR (reason_1 IS NULL AND reason_2 IS NOT NULL) OR (reason_2 IS NULL AND reason_3 IS NOT NULL);
-- fail all_or_none: either a model serves every customer of a date or none
SELECT as_of_date FROM after GROUP BY as_of_date HAVING count(churn_probability) NOT IN (0, count(*))
