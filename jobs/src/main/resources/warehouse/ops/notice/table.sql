-- What was told of faults and alerts, so that each is told once.
-- Grain: one row per fault and time at which it began.
CREATE TABLE ops.notice (
  fault STRING COMMENT 'What is wrong, and of what, as check:gold.fct_ticket:one_row',
  text STRING COMMENT 'The same in words, as they were sent',
  as_of DATE COMMENT 'Business date of the run that found it',
  told_at TIMESTAMP COMMENT 'When it was told; wall clock, UTC',
  over_at TIMESTAMP COMMENT 'When it was told that it is over; null: it lasts'
) USING delta
COMMENT 'What was told of faults and alerts, so that each is told once'
TBLPROPERTIES ('cxw.key' = 'fault, told_at', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
