-- Freshdesk lists its agents; whoever is not listed is a contact. It does not say since when.
SELECT
  _record_id AS user_id,
  'freshdesk' AS source,
  'agent' AS role,
  CAST(NULL AS TIMESTAMP) AS valid_from,
  CAST(NULL AS TIMESTAMP) AS valid_to
FROM bronze.freshdesk_agents
