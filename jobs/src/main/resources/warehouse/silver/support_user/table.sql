-- Who may answer tickets, and since when: the role that a user of a help desk had at a time.
-- Grain: one row per user and period of one role.
-- Rule: docs/kpi-decisions.md, Support, "Who is an agent".
CREATE TABLE silver.support_user (
  user_id STRING COMMENT 'User of the help desk, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the user',
  role STRING COMMENT 'agent, end_user or system',
  valid_from TIMESTAMP COMMENT 'Start of the role, inclusive; null: since ever',
  valid_to TIMESTAMP COMMENT 'End of the role, exclusive; null: still'
) USING delta
COMMENT 'Role history of help desk users, end users who never were anything else left out'
TBLPROPERTIES (
  'cxw.key' = 'user_id, valid_from',
  'cxw.grain' = 'user and period of one role',
  'cxw.owner' = 'support',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'user_id',
  'cxw.narrow' = 'bronze.zendesk_users(_record_id), bronze.salesforce_user(_record_id), bronze.freshdesk_agents(_record_id)'
)
