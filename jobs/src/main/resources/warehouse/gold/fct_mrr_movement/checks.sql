-- fail movement: the movement says what the two values say
SELECT * FROM candidate
WHERE NOT coalesce(CASE movement
    WHEN 'new' THEN mrr_before = 0 AND mrr_after > 0
    WHEN 'reactivation' THEN mrr_before = 0 AND mrr_after > 0
    WHEN 'churn' THEN mrr_before > 0 AND mrr_after = 0
    WHEN 'expansion' THEN mrr_before > 0 AND mrr_after > mrr_before
    WHEN 'contraction' THEN mrr_after > 0 AND mrr_after < mrr_before
    WHEN 'retained' THEN mrr_before > 0 AND mrr_after = mrr_before
  END, false);

-- fail one_new: a customer is new at most once
SELECT customer_id, count(*) FROM after
WHERE movement = 'new' AND customer_id IN (SELECT customer_id FROM candidate)
GROUP BY customer_id HAVING count(*) > 1;

-- fail all_months: MRR before and after is that of the customers' months
SELECT m.mrr_before, m.mrr_after, c.mrr_before AS expected_before, c.mrr_after AS expected_after
FROM (SELECT coalesce(sum(mrr_before), 0) AS mrr_before, coalesce(sum(mrr_after), 0) AS mrr_after FROM after) m
CROSS JOIN (
  SELECT coalesce(sum(mrr_before), 0) AS mrr_before, coalesce(sum(mrr_after), 0) AS mrr_after
  FROM gold.fct_customer_month WHERE basis = 'subscriptions') c
WHERE m.mrr_before <> c.mrr_before OR m.mrr_after <> c.mrr_after
