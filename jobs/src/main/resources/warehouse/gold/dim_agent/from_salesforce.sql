-- Salesforce users of the staff; portal users are customers.
-- Grain: one row per agent.
SELECT
  _record_id AS agent_id,
  'salesforce' AS source,
  nullif(trim(UserRoleName), '') AS team,
  coalesce(lower(nullif(trim(UserType), '')), 'standard') AS role,
  coalesce(try_cast(IsActive AS BOOLEAN), true) AS is_active
FROM bronze.salesforce_user
WHERE coalesce(lower(nullif(trim(UserType), '')), 'standard') = 'standard'
