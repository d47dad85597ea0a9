-- Who worked where, and when: what employee surveys are cut by. The first version reaches back to the
-- beginning.
-- Grain: one row per employee and validity.
CREATE TABLE silver.employee (
  employee_id STRING COMMENT 'Employee, hr:<native id>',
  employee_key STRING COMMENT 'employee:<keyed HMAC of employee_id>; what answers name an employee by',
  email_key STRING COMMENT 'employee:<keyed HMAC of the e-mail>; null: not delivered',
  department STRING COMMENT 'Department',
  location STRING COMMENT 'Location',
  hired_on DATE COMMENT 'First day of employment',
  left_on DATE COMMENT 'Last day of employment; null: still employed, or not known',
  valid_from DATE COMMENT 'First date on which this was so; null: since the beginning',
  valid_to DATE COMMENT 'First date on which it was so no more; null: still so',
  is_current BOOLEAN COMMENT 'The latest version'
)
USING delta
COMMENT 'Employees with department and location by period. Restricted: for employee surveys only'
TBLPROPERTIES (
  'cxw.key' = 'employee_id, valid_from',
  'cxw.grain' = 'employee and period of validity',
  'cxw.owner' = 'human resources',
  'cxw.mode' = 'full'
)
