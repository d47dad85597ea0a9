-- Users of the portal and the community are customers, automated ones the system, all others staff.
-- Grain: one row per user and period of one role.
SELECT
  _record_id AS user_id,
  'salesforce' AS source,
  CASE
    WHEN coalesce(lower(nullif(trim(UserType), '')), 'standard') = 'standard' THEN 'agent'
    WHEN lower(trim(UserType)) IN ('automatedprocess', 'cloudintegrationuser') THEN 'system'
    ELSE 'end_user'
  END AS role,
  CAST(NULL AS TIMESTAMP) AS valid_from,
  CAST(NULL AS TIMESTAMP) AS valid_to
FROM bronze.salesforce_user
