-- Published numbers that changed afterwards.
-- Grain: one row per table, run and cause.
SELECT run_id, `table`, cause, count(*) AS changes
FROM ops.restatement
GROUP BY run_id, `table`, cause
ORDER BY run_id DESC, changes DESC, `table`
LIMIT 50
