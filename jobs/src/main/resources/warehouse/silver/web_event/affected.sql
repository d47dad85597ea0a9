-- All rows of a date follow each of them, by whichever spelling of the date they came; and purchases follow
-- the rates of their currency, from a changed one up to the next.
WITH changed AS (SELECT DISTINCT currency, rate_date FROM silver.fx_rate_changes),

span AS (
  SELECT c.currency, c.rate_date, min(r.rate_date) AS next_date
  FROM changed c
  LEFT JOIN silver.fx_rate r ON r.currency = c.currency AND r.rate_date > c.rate_date
  GROUP BY c.currency, c.rate_date
),

exported AS (
  SELECT event_date FROM bronze.ga4_events_changes
  UNION
  SELECT e.export_day
  FROM existing e
  JOIN span s
    ON s.currency = e.currency AND e.event_date >= s.rate_date
    AND (s.next_date IS NULL OR e.event_date < s.next_date)
)

SELECT event_date AS export_day FROM exported
UNION
SELECT replace(event_date, '-', '') FROM exported
UNION
SELECT regexp_replace(event_date, '^([0-9]{4})([0-9]{2})([0-9]{2})$', '$1-$2-$3') FROM exported
