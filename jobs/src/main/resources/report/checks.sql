-- What checks found when they last ran, worst first.
-- Grain: one row per check. One that has not run since its table last changed is no longer there.
WITH changed AS (
  SELECT s.`table`, max(r.run_number) AS run_number
  FROM ops.step_run s
  JOIN ops.run r ON r.run_id = s.run_id
  WHERE r.undone_by IS NULL AND s.status = 'changed'
  GROUP BY s.`table`
),

latest AS (
  SELECT
    c.`table`, c.check_name, c.severity, c.description, c.offences, r.run_number,
    row_number() OVER (PARTITION BY c.`table`, c.check_name ORDER BY r.run_number DESC) AS place
  FROM ops.check_result c
  JOIN ops.run r ON r.run_id = c.run_id
  WHERE r.undone_by IS NULL
)

SELECT l.`table`, l.check_name, l.severity, l.description, l.offences
FROM latest l
LEFT JOIN changed d ON d.`table` = l.`table`
WHERE l.place = 1 AND l.run_number >= coalesce(d.run_number, 0)
ORDER BY severity, offences DESC, `table`, check_name
