-- fail any_is_each_once: Customers with any reason are as many as the commonest one's at least, and no more than all together
SELECT as_of_date, segment_name, segment_value
FROM after
WHERE as_of_date IN (SELECT as_of_date FROM candidate)
GROUP BY as_of_date, segment_name, segment_value
HAVING max(customers) > max(customers) FILTER (WHERE reason = 'any')
  OR sum(customers) FILTER (WHERE reason <> 'any') < max(customers) FILTER (WHERE reason = 'any')
