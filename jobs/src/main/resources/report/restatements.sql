-- Published numbers that changed afterwards, of runs that stand.
-- Grain: one row per table, run and cause.
SELECT s.run_id, s.`table`, s.cause, count(*) AS changes
FROM ops.restatement s
JOIN ops.run r ON r.run_id = s.run_id
WHERE r.undone_by IS NULL
GROUP BY r.run_number, s.run_id, s.`table`, s.cause
ORDER BY r.run_number DESC, changes DESC, s.`table`
LIMIT 50
