-- Spend that changed, and spend dated from a changed rate up to the currency's next rate.
WITH changed AS (SELECT DISTINCT currency, rate_date FROM silver.fx_rate_changes),

span AS (
  SELECT c.currency, c.rate_date, min(r.rate_date) AS next_date
  FROM changed c
  LEFT JOIN silver.fx_rate r ON r.currency = c.currency AND r.rate_date > c.rate_date
  GROUP BY c.currency, c.rate_date
)

SELECT spend_id FROM silver.marketing_spend_changes
UNION
SELECT m.spend_id
FROM silver.marketing_spend m
JOIN span s
  ON s.currency = m.currency AND m.spend_date >= s.rate_date
  AND (s.next_date IS NULL OR m.spend_date < s.next_date)
