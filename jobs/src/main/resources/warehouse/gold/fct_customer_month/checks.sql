-- fail continuous: who is active at the end of a month is active at the start of the next
SELECT m.customer_id, m.basis, m.month, m.is_active_end, n.is_active_start
FROM after m
LEFT JOIN after n ON n.customer_id = m.customer_id AND n.basis = m.basis AND n.month = add_months(m.month, 1)
WHERE m.month < trunc(:as_of, 'MM') AND m.customer_id IN (SELECT customer_id FROM candidate)
  AND m.is_active_end <> coalesce(n.is_active_start, false);

-- fail no_future: no month after as_of
SELECT * FROM candidate WHERE month > :as_of;

-- fail year_before: who had MRR a year before as_of's month is in it, whoever left since too
SELECT m.mrr, s.mrr AS expected
FROM (SELECT coalesce(sum(mrr_12m_before), 0) AS mrr FROM after WHERE month = trunc(:as_of, 'MM')) m
CROSS JOIN (
  SELECT coalesce(sum(mrr), 0) AS mrr
  FROM gold.fct_subscription
  WHERE start_date < add_months(trunc(:as_of, 'MM'), -11)
    AND coalesce(end_date >= add_months(trunc(:as_of, 'MM'), -11), true)) s
WHERE m.mrr <> s.mrr AND coalesce(trunc(:as_of, 'MM') >= :churn_first_month, true)
