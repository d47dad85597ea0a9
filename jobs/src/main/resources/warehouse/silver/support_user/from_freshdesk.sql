-- Freshdesk lists its agents; whoever is not listed is a contact. It does not say since when. A bot is
-- listed among them and is nobody.
-- Grain: one row per user and period of one role.
SELECT
  _record_id AS user_id,
  'freshdesk' AS source,
  if(lower(type) RLIKE 'bot|ai_agent', 'system', 'agent') AS role,
  CAST(NULL AS TIMESTAMP) AS valid_from,
  CAST(NULL AS TIMESTAMP) AS valid_to
FROM bronze.freshdesk_agents
