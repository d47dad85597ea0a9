-- The run that last changed each table, and its date.
-- Grain: one row per table.
SELECT s.`table`, max_by(s.run_id, s.delta_version) AS run_id, max_by(r.as_of, s.delta_version) AS as_of
FROM ops.step_run s
JOIN ops.run r ON r.run_id = s.run_id
WHERE s.delta_version >= 0
GROUP BY s.`table`
