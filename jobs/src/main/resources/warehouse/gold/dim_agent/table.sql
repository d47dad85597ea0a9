-- Who works on tickets: team and role, without names.
-- Grain: one row per agent.
CREATE TABLE gold.dim_agent (
  agent_id STRING COMMENT 'Agent, <source>:<native id>',
  source STRING COMMENT 'Help desk',
  team STRING COMMENT 'Zendesk: the group of most of the tickets assigned to the agent; Salesforce: the role name, which follows the organisation',
  role STRING COMMENT 'Role as the source calls it, in lower case',
  is_active BOOLEAN COMMENT 'Whether the source still lets the agent work; null: it does not tell'
) USING delta
COMMENT 'Agents with team and role'
TBLPROPERTIES (
  'cxw.key' = 'agent_id',
  'cxw.grain' = 'agent',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
