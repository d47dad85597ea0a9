-- fail in_the_future: nothing counts before its own date
SELECT call_id FROM candidate WHERE started_at >= :as_of_end;

-- fail all_calls: every call up to the as-of date is in one row
SELECT a.n, i.n AS expected
FROM (SELECT count(*) AS n FROM after) a
CROSS JOIN (SELECT count(*) AS n FROM silver.call WHERE started_at < :as_of_end) i
WHERE a.n <> i.n
