-- fail in_the_future: nothing counts before its own date
SELECT call_id FROM candidate WHERE started_at >= :as_of_end;

-- fail all_calls: every call up to the as-of date is in one row
SELECT a.n, i.n AS expected
FROM (SELECT count(*) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM silver.call WHERE started_at < :as_of_end) i
WHERE a.n <> i.n;

-- warn customer_unknown: More of a source's new calls than identity.max-unresolved-share name a record that no source delivered
SELECT source, count(*) AS calls, count(customer_id) AS known FROM candidate
WHERE customer_source_key NOT LIKE 'email:%' AND customer_source_key NOT LIKE 'phone:%'
GROUP BY source
HAVING count(*) >= 20 AND count(customer_id) < count(*) * (1 - :max_unresolved_share);

-- warn address_unknown: More than half of the new calls come from numbers or addresses that no source delivered
SELECT count(*) AS calls, count(customer_id) AS known FROM candidate
WHERE customer_source_key LIKE 'email:%' OR customer_source_key LIKE 'phone:%'
HAVING count(*) >= 20 AND count(customer_id) * 2 < count(*);

-- warn customer_unknown_jump: More of a source's new calls than of those of the three months before name a customer that no source delivered
WITH new AS (
  SELECT source, count(*) AS n, count_if(customer_id IS NULL) AS unresolved FROM candidate
  WHERE customer_source_key IS NOT NULL GROUP BY source
),

former AS (
  SELECT source, count(*) AS former_n, count_if(customer_id IS NULL) AS former_unresolved
  FROM after LEFT ANTI JOIN candidate USING (call_id)
  WHERE customer_source_key IS NOT NULL AND call_month >= add_months(trunc(:as_of, 'MM'), -3) GROUP BY source
)

SELECT * FROM new JOIN former USING (source)
WHERE n >= 20 AND former_n >= 100 AND wilson_low(unresolved, n) > former_unresolved / former_n + 0.05
