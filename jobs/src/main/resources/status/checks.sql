-- Checks that failed or warned in the last run
-- of ops.check_result
SELECT `table`, check_name, severity, offences, description
FROM ops.check_result
WHERE run_id = (SELECT max_by(run_id, run_number) FROM ops.run WHERE undone_by IS NULL) AND offences > 0
ORDER BY severity, `table`, check_name
