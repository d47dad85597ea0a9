-- Rates of currencies, each with the day from which the next one counts.
-- Grain: one row per currency and day of a rate.
-- Read as rate: what is valued takes the latest rate on or before its date.
SELECT currency, rate_date, rate,
  lead(rate_date) OVER (PARTITION BY currency ORDER BY rate_date) AS next_date
FROM (
  SELECT currency, rate_date, max_by(rate, fx_rate_id) AS rate
  FROM silver.fx_rate GROUP BY currency, rate_date)
