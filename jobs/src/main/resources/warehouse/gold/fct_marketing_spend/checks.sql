-- fail in_the_future: nothing counts before its own date
SELECT spend_id FROM candidate WHERE spend_date > :as_of;

-- fail all_spend: all spend up to the as-of date that has a value is in one row
SELECT a.n, i.n AS expected
FROM (SELECT count(*) AS n FROM after) a
CROSS JOIN (
  SELECT count(*) AS n
  FROM silver.marketing_spend m
  LEFT SEMI JOIN silver.marketing_spend_value v ON v.spend_id = m.spend_id
  WHERE m.spend_date <= :as_of) i
WHERE a.n <> i.n
