-- Each delivered version of an employee holds from its updated_at on, without one from its delivery.
-- Versions that cannot be right are rejected, and the one before them goes on. Grain: employee ×
-- validity. Rules: docs/sources/hr.md.
WITH delivered AS (
  SELECT
    v.*,
    nullif(trim(v.hired_on), '') AS hired,
    nullif(trim(v.left_on), '') AS ended,
    nullif(trim(v._cursor), '') AS stamp,
    coalesce(z.timezone, 'UTC') AS zone
  FROM bronze.hr_employees_versions v
  LEFT JOIN config.source_timezone z ON z.source = 'hr'
),

dated AS (
  SELECT
    *,
    business_date(to_instant(hired, :timezone), :timezone) AS hired_date,
    business_date(to_instant(ended, :timezone), :timezone) AS left_date,
    to_instant(stamp, zone) AS stamped_at
  FROM delivered
),

version AS (
  SELECT
    _record_id, _file, _file_id, _row_number,
    nullif(trim(department), '') AS department,
    nullif(trim(location), '') AS location,
    hired_date,
    left_date,
    'employee:' || pseudonym('email:' || pseudonym(normalize_email(email))) AS email_key,
    coalesce(business_date(stamped_at, :timezone), _delivery_date) AS known_from,
    struct(stamped_at, _delivery_date, _file, _row_number) AS delivered,
    CASE
      WHEN stamp IS NOT NULL AND stamped_at IS NULL THEN 'bad_type'
      WHEN hired IS NOT NULL AND hired_date IS NULL THEN 'bad_type'
      WHEN ended IS NOT NULL AND left_date IS NULL THEN 'bad_type'
      WHEN left_date < hired_date THEN 'bad_period'
    END AS reason
  FROM dated
),

told AS (
  SELECT
    *,
    struct(department, location, hired_date, left_date, email_key) AS facts,
    reason IS NOT NULL OR lead(known_from) OVER said IS DISTINCT FROM known_from AS is_last_of_date
  FROM version
  WINDOW said AS (PARTITION BY _record_id, reason IS NULL ORDER BY known_from, delivered)
),

changed AS (
  SELECT
    *,
    lag(facts) OVER said AS facts_before,
    row_number() OVER said = 1 AS is_first
  FROM told
  WHERE is_last_of_date
  WINDOW said AS (PARTITION BY _record_id, reason IS NULL ORDER BY known_from, delivered)
),

kept AS (
  SELECT * FROM changed WHERE reason IS NOT NULL OR is_first OR facts IS DISTINCT FROM facts_before
)

SELECT
  _record_id AS employee_id,
  'employee:' || pseudonym(_record_id) AS employee_key,
  email_key,
  department,
  location,
  hired_date AS hired_on,
  left_date AS left_on,
  if(is_first, NULL, known_from) AS valid_from,
  lead(known_from) OVER said AS valid_to,
  lead(known_from) OVER said IS NULL AS is_current,
  _record_id, _file, _file_id, _row_number,
  reason AS _reject_reason
FROM kept
WINDOW said AS (PARTITION BY _record_id, reason IS NULL ORDER BY known_from, delivered)
