-- What was delivered, and when last.
-- Grain: one row per source.
WITH latest AS (
  SELECT *, row_number() OVER (PARTITION BY path ORDER BY run_number DESC) AS place FROM ops.ingested_file
)

SELECT
  source, max(delivery_date) FILTER (WHERE status NOT IN ('refused', 'replaced')) AS newest, count(*) AS files,
  coalesce(sum(`rows`), 0) AS taken, coalesce(sum(rejected), 0) AS rejected, count_if(status = 'refused') AS refused
FROM latest
WHERE place = 1
GROUP BY source
ORDER BY source
