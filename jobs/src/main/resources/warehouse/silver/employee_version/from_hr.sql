-- Every delivered version of an employee, from which date on it holds (updated_at, without one the
-- delivery), and since which delivery it is known. Versions that cannot be right are rejected.
-- Grain: one row per employee and version.
-- Rules: docs/sources/hr.md.
WITH delivered AS (
  SELECT
    v.*,
    nullif(trim(v.hired_on), '') AS hired,
    if(is_far_ahead(trim(v.left_on)), NULL, nullif(trim(v.left_on), '')) AS ended,
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
)

SELECT
  _record_id AS employee_id,
  'employee:' || pseudonym(_record_id) AS employee_key,
  'employee:' || pseudonym('email:' || pseudonym(normalize_email(email))) AS email_key,
  nullif(trim(department), '') AS department,
  nullif(trim(location), '') AS location,
  hired_date AS hired_on,
  left_date AS left_on,
  nullif(trim(left_on), '') IS NOT NULL AS is_end_told,
  coalesce(business_date(stamped_at, :timezone), _delivery_date) AS known_from,
  stamped_at,
  _delivery_date AS delivered_on,
  nullif(concat_ws(', ',
    if(hired IS NOT NULL AND hired_date IS NULL, 'hired_on', NULL),
    if(ended IS NOT NULL AND left_date IS NULL, 'left_on', NULL)), '') AS _unread,
  _file, _file_id, _row_number, _record_id,
  CASE
    WHEN stamp IS NOT NULL AND NOT is_time(stamp) THEN 'bad_type'
    WHEN hired IS NOT NULL AND NOT is_time(hired) THEN 'bad_type'
    WHEN ended IS NOT NULL AND NOT is_time(ended) THEN 'bad_type'
    WHEN left_date < hired_date THEN 'bad_period'
  END AS _reject_reason
FROM dated
