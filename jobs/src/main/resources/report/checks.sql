-- What checks found when they last ran, worst first.
-- Grain: one row per check.
WITH latest AS (
  SELECT
    c.`table`, c.check_name, c.severity, c.description, c.offences,
    row_number() OVER (PARTITION BY c.`table`, c.check_name ORDER BY r.run_number DESC) AS place
  FROM ops.check_result c
  JOIN ops.run r ON r.run_id = c.run_id
  WHERE r.undone_by IS NULL
)

SELECT `table`, check_name, severity, description, offences
FROM latest
WHERE place = 1
ORDER BY severity, offences DESC, `table`, check_name
