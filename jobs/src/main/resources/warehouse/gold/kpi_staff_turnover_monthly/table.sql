-- Staff turnover of closed months, by department and location apart.
-- Grain: one row per month and segment.
-- Small groups, and what would tell of them, are not shown.
-- Rules: docs/decisions/survey.md, Staff turnover and Small groups of employees.
CREATE TABLE gold.kpi_staff_turnover_monthly (
  month DATE COMMENT 'First day of the month, which is over',
  segment_name STRING COMMENT 'all, department or location: never both',
  segment_value STRING COMMENT 'all, or the department or location on the day that counts; unknown where there is none',
  leavers BIGINT COMMENT 'Employees whose last day was in the month; null where suppressed, or where no end of employment was ever told',
  average_headcount DOUBLE COMMENT 'Mean of the employees at the beginning and at the end of the month; null where suppressed',
  turnover_rate DOUBLE COMMENT 'leavers / average_headcount; null where leavers is',
  suppressed BOOLEAN COMMENT 'Not shown: too few employees, or needed to hide another group of the same total'
)
USING delta
COMMENT 'Leavers per average headcount of closed months; small groups of employees are suppressed'
TBLPROPERTIES (
  'cxw.key' = 'month, segment_name, segment_value',
  'cxw.grain' = 'closed month and segment',
  'cxw.owner' = 'human resources',
  'cxw.mode' = 'full',
  'cxw.restated' = 'false',
  'cxw.exported' = 'false'
)
