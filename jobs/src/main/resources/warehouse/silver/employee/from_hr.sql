-- Employees by period, as known now: a version holds from its date on, the first one since the
-- beginning; of several of one date the last, and versions that change nothing begin no period.
-- Grain: one row per employee and validity.
-- Rules: docs/sources/hr.md.
WITH told AS (
  SELECT
    *,
    struct(department, location, hired_on, left_on, email_key) AS facts,
    lead(known_from) OVER said IS DISTINCT FROM known_from AS is_last_of_date
  FROM silver.employee_version
  WINDOW said AS (PARTITION BY employee_id ORDER BY known_from, stamped_at, delivered_on, file_order(_file), _row_number)
),

changed AS (
  SELECT
    *,
    lag(facts) OVER said AS facts_before,
    row_number() OVER said = 1 AS is_first
  FROM told
  WHERE is_last_of_date
  WINDOW said AS (PARTITION BY employee_id ORDER BY known_from)
),

kept AS (
  SELECT * FROM changed WHERE is_first OR facts IS DISTINCT FROM facts_before
)

SELECT
  employee_id,
  employee_key,
  email_key,
  department,
  location,
  hired_on,
  left_on,
  if(is_first, NULL, known_from) AS valid_from,
  lead(known_from) OVER said AS valid_to,
  lead(known_from) OVER said IS NULL AS is_current
FROM kept
WINDOW said AS (PARTITION BY employee_id ORDER BY known_from)
