-- fail continuous: who is active at the end of a month is active at the start of the next
SELECT m.customer_id, m.basis, m.month, m.is_active_end, n.is_active_start
FROM after m
LEFT JOIN after n ON n.customer_id = m.customer_id AND n.basis = m.basis AND n.month = add_months(m.month, 1)
WHERE m.month < trunc(:as_of, 'MM') AND m.customer_id IN (SELECT customer_id FROM candidate)
  AND m.is_active_end <> coalesce(n.is_active_start, false);

-- fail no_future: no month after as_of
SELECT * FROM candidate WHERE month > :as_of
