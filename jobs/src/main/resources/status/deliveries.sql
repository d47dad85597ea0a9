-- Deliveries
-- of ops.ingested_file
WITH look AS (
  SELECT *, row_number() OVER (PARTITION BY path ORDER BY run_number DESC) AS n
  FROM ops.ingested_file
)

SELECT
  source, entity,
  max(delivery_date) AS newest,
  datediff((SELECT max(as_of) FROM ops.run WHERE undone_by IS NULL), max(delivery_date)) AS days_old,
  max_by(run_id, run_number) AS last_taken_in_by,
  count_if(status <> 'duplicate') AS files,
  sum(rows) AS rows,
  sum(rejected) AS rejected,
  round(sum(rejected) / nullif(sum(rows) + sum(rejected), 0), 4) AS rejected_rate
FROM look
WHERE n = 1 AND status NOT IN ('replaced', 'refused')
GROUP BY source, entity
ORDER BY source, entity
