-- Salesforce users of the staff, those of whom no type is told included; portal users are customers.
-- Grain: one row per agent.
SELECT
  _record_id AS agent_id,
  'salesforce' AS source,
  nullif(trim(UserRoleName), '') AS team,
  lower(nullif(trim(UserType), '')) AS role,
  parse_flag(IsActive) AS is_active
FROM bronze.salesforce_user
WHERE coalesce(lower(nullif(trim(UserType), '')), 'standard') = 'standard'
