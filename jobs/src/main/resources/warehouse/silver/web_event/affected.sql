-- All rows of a date follow each of them, by whichever spelling of the date they came.
WITH changed AS (
  SELECT DISTINCT event_date FROM bronze.ga4_events_changes
)

SELECT event_date AS export_day FROM changed
UNION
SELECT replace(event_date, '-', '') FROM changed
UNION
SELECT regexp_replace(event_date, '^([0-9]{4})([0-9]{2})([0-9]{2})$', '$1-$2-$3') FROM changed
