-- Totals of the records of runs that are no longer kept one by one.
-- Grain: one row per month and table.
WITH step AS (
  SELECT
    e.month, s.`table`,
    count(*) AS runs,
    count_if(s.status NOT IN ('changed', 'unchanged')) AS failed_runs,
    sum(s.rows_inserted) AS rows_inserted,
    sum(s.rows_updated) AS rows_updated,
    sum(s.rows_deleted) AS rows_deleted,
    sum(s.rows_rejected) AS rows_rejected,
    sum(s.late_rows) AS late_rows,
    sum(s.seconds) AS seconds
  FROM ops.step_run s
  JOIN expired e ON e.run_id = s.run_id
  GROUP BY e.month, s.`table`
),

checked AS (
  SELECT e.month, c.`table`, sum(c.offences) AS check_offences
  FROM ops.check_result c
  JOIN expired e ON e.run_id = c.run_id
  GROUP BY e.month, c.`table`
),

restated AS (
  SELECT e.month, r.`table`, count(*) AS restated_values
  FROM ops.restatement r
  JOIN expired e ON e.run_id = r.run_id
  GROUP BY e.month, r.`table`
)

SELECT
  month, `table`,
  s.runs, s.failed_runs, s.rows_inserted, s.rows_updated, s.rows_deleted, s.rows_rejected, s.late_rows, s.seconds,
  coalesce(c.check_offences, 0) AS check_offences,
  coalesce(r.restated_values, 0) AS restated_values
FROM step s
FULL JOIN checked c USING (month, `table`)
FULL JOIN restated r USING (month, `table`)
