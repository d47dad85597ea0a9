-- Files refused
-- of ops.ingested_file
WITH look AS (
  SELECT *, row_number() OVER (PARTITION BY path ORDER BY run_number DESC) AS n
  FROM ops.ingested_file
)

SELECT path, reason
FROM look
WHERE n = 1 AND status IN ('refused', 'partial')
ORDER BY path
