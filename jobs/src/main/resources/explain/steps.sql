-- What the runs that restated something changed on their way.
-- Grain: one row per run and table.
SELECT
  run_id, `table`, coalesce(reasons, '') AS reasons,
  coalesce(late_rows, 0) AS late_rows,
  coalesce(rows_updated, 0) + coalesce(rows_deleted, 0) AS corrected,
  coalesce(rows_inserted, 0) + coalesce(rows_updated, 0) + coalesce(rows_deleted, 0) AS moved
FROM ops.step_run
WHERE run_id IN (SELECT run_id FROM ops.restatement) AND status = 'changed'
ORDER BY run_id, `table`
