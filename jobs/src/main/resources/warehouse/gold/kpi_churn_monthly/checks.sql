-- fail customers_add_up: opening and movements give the closing, in total and per segment
SELECT * FROM candidate
WHERE customers_start + customers_new + customers_reactivated - customers_churned
  + customers_segment_in - customers_segment_out <> customers_end;

-- fail mrr_adds_up: opening and movements of MRR give the closing, to the last decimal
SELECT * FROM candidate
WHERE mrr_start + mrr_new + mrr_expansion - mrr_contraction - mrr_churn + mrr_reactivation
  + mrr_segment_in - mrr_segment_out <> mrr_end;

-- fail closing_opens: the closing of a month is the opening of the next, in total and per segment
SELECT m.month, m.basis, m.segment_name, m.segment_value, m.customers_end, n.customers_start, m.mrr_end, n.mrr_start
FROM after m
LEFT JOIN after n
  ON n.basis = m.basis AND n.segment_name = m.segment_name AND n.segment_value = m.segment_value
  AND n.month = add_months(m.month, 1)
WHERE m.month < trunc(:as_of, 'MM')
  AND (m.customers_end <> coalesce(n.customers_start, 0)
    OR coalesce(m.mrr_end, 0) <> coalesce(n.mrr_start, 0));

-- fail no_moves_in_total: nobody moves between parts of the total
SELECT * FROM candidate WHERE segment_name = 'all' AND customers_segment_in + customers_segment_out <> 0;

-- fail all_customers: the totals are those of the customers' months, none missing
SELECT month, basis, t.started, c.started AS expected, t.year_before, c.year_before AS expected_year_before
FROM (
  SELECT month, basis, sum(customers_start) AS started, sum(mrr_12m_start) AS year_before
  FROM after WHERE segment_name = 'all' GROUP BY month, basis) t
FULL JOIN (
  SELECT month, basis, count_if(is_active_start) AS started, sum(mrr_12m_before) AS year_before
  FROM gold.fct_customer_month
  WHERE (basis = 'orders' AND :churn_on_orders) OR (basis = 'subscriptions' AND :churn_on_subscriptions)
  GROUP BY month, basis) c USING (month, basis)
WHERE t.started IS DISTINCT FROM c.started OR t.year_before IS DISTINCT FROM c.year_before
