-- Last runs
-- of ops.run
SELECT run_id, as_of, finished_at, exit_code, files, rows_in, rows_rejected,
  nullif(undone_by, run_id) AS undone_by  -- what takes back runs names itself
FROM ops.run
ORDER BY run_number DESC
LIMIT 5
