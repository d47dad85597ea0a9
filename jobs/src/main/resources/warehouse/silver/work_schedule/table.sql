-- Working hours of help desks: what business minutes are measured by.
-- Grain: one row per schedule.
-- Rule: docs/decisions/support.md, "Business time" and "Which schedule".
CREATE TABLE silver.work_schedule (
  schedule_id STRING COMMENT 'Schedule, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  name STRING COMMENT 'Name',
  time_zone STRING COMMENT 'Zone of its wall clock, as delivered',
  hours STRING COMMENT 'Zone; intervals in minutes from Sunday 00:00; holidays from..to, both inclusive: the argument of work_micros(); null where they cannot be read: its tickets have no working time',
  is_default BOOLEAN COMMENT 'Applies to tickets of the source that name none: the configured one (support.default-schedules), else the first by id'
) USING delta
COMMENT 'Working hours: weekly intervals by the wall clock of a zone, less holidays'
TBLPROPERTIES (
  'cxw.key' = 'schedule_id',
  'cxw.grain' = 'schedule',
  'cxw.owner' = 'support',
  'cxw.mode' = 'full'
)
