-- fail priced: every period of a subscription has a value
SELECT * FROM candidate WHERE mrr IS NULL OR mrr < 0;

-- fail no_overlap: periods of one subscription do not overlap
SELECT subscription_id, start_date, end_date, next_start FROM (
  SELECT subscription_id, start_date, end_date,
    lead(start_date) OVER (PARTITION BY subscription_id ORDER BY start_date) AS next_start
  FROM after WHERE subscription_id IN (SELECT subscription_id FROM candidate))
WHERE next_start IS NOT NULL AND (end_date IS NULL OR end_date > next_start);

-- warn customer_unknown: Subscriptions name customers whom no source lists; they count in totals, under segment unknown
SELECT customer_source_key, subscription_id FROM candidate WHERE customer_id = customer_source_key
