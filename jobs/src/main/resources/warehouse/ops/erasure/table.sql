-- What was erased when, and from where: no person is named.
-- Grain: one row per erasure, event, date of the request, table and file.
CREATE TABLE ops.erasure (
  erasure_id STRING COMMENT 'Run that erased',
  run_number BIGINT COMMENT 'Its number',
  event STRING COMMENT 'requested; found: rows to delete, told before they are; mentioned: rows about others in which something is blanked; completed: nothing is left of them',
  requested_on DATE COMMENT 'Of requested: when the person asked, as the request file says',
  `table` STRING COMMENT 'Of found and completed: the table',
  file STRING COMMENT 'Of found and mentioned: the landing file from which the rows came',
  rows BIGINT COMMENT 'Of requested: lines of the request file; of found and mentioned: rows',
  delta_version BIGINT COMMENT 'Of completed: the least version of the table that can still be read'
) USING delta
COMMENT 'What was erased when, and from where: no person is named'
TBLPROPERTIES ('cxw.key' = 'erasure_id, event, requested_on, table, file', 'cxw.owner' = 'operations', 'cxw.mode' = 'full')
