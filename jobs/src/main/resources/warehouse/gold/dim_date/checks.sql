-- fail no_date_is_missing: joins by date would drop the facts of a missing one
SELECT days, first_date, last_date
FROM (SELECT count(*) AS days, min(date) AS first_date, max(date) AS last_date FROM after)
WHERE days <> datediff(last_date, first_date) + 1;
