-- Files refused
-- of ops.ingested_file
SELECT path, max_by(reason, run_number) AS reason
FROM ops.ingested_file
GROUP BY path
HAVING max_by(status, run_number) IN ('refused', 'partial')
ORDER BY path
