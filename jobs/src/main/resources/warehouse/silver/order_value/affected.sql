-- Orders that changed, and orders dated from a changed rate up to the currency's next rate.
WITH changed AS (SELECT DISTINCT currency, rate_date FROM silver.fx_rate_changes),

span AS (
  SELECT c.currency, c.rate_date, min(r.rate_date) AS next_date
  FROM changed c
  LEFT JOIN silver.fx_rate r ON r.currency = c.currency AND r.rate_date > c.rate_date
  GROUP BY c.currency, c.rate_date
)

SELECT order_id FROM silver.orders_changes
UNION
SELECT o.order_id
FROM silver.orders o
JOIN span s
  ON s.currency = o.currency AND o.order_date >= s.rate_date
  AND (s.next_date IS NULL OR o.order_date < s.next_date)
