-- What was told of employees, and when: months of employee surveys that have closed are cut by what
-- was known then.
-- Grain: one row per employee and version.
CREATE TABLE silver.employee_version (
  employee_id STRING COMMENT 'Employee, hr:<native id>',
  employee_key STRING COMMENT 'employee:<keyed HMAC of employee_id>; what answers name an employee by',
  email_key STRING COMMENT 'employee:<keyed HMAC of the e-mail>; null: not delivered',
  department STRING COMMENT 'Department',
  location STRING COMMENT 'Location',
  hired_on DATE COMMENT 'First day of employment',
  left_on DATE COMMENT 'Last day of employment; null: still employed, or not known',
  is_end_told BOOLEAN COMMENT 'Something was delivered as left_on, if only that there is no end (9999-12-31); false: not told',
  known_from DATE COMMENT 'First date on which it is said to hold',
  stamped_at TIMESTAMP COMMENT 'updated_at as delivered (UTC); null: none',
  delivered_on DATE COMMENT 'Delivery that brought it first',
  _unread STRING COMMENT 'Dates of employment that were delivered and stand for none, so that they are null here; null: none',
  _file STRING COMMENT 'File that brought it first',
  _file_id STRING COMMENT 'Identity of that file',
  _row_number BIGINT COMMENT 'Row of that file'
)
USING delta
COMMENT 'Employees as each delivery told of them. Restricted: for employee surveys only'
TBLPROPERTIES (
  'cxw.key' = 'employee_id, _file, _row_number',
  'cxw.grain' = 'employee and version',
  'cxw.owner' = 'human resources',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'employee_id',
  'cxw.narrow' = 'bronze.hr_employees(_record_id)'
)
