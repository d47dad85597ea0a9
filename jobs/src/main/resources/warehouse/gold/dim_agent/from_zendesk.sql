-- Zendesk delivers no team of an agent: the group of most of the agent's tickets is it (of equals, the
-- least group id). Whoever is assigned tickets is listed, also after losing the role.
-- Grain: one row per agent.
WITH load AS (
  SELECT agent_id, group_id, count(*) AS tickets
  FROM silver.ticket
  WHERE source = 'zendesk' AND agent_id IS NOT NULL
  GROUP BY agent_id, group_id
),

main_group AS (
  SELECT agent_id, min_by(group_id, struct(group_id IS NULL, -tickets, group_id)) AS group_id
  FROM load
  GROUP BY agent_id
)

SELECT
  u._record_id AS agent_id,
  'zendesk' AS source,
  coalesce(nullif(trim(g.name), ''), m.group_id) AS team,
  lower(trim(u.role)) AS role,
  parse_flag(u.active) AS is_active
FROM bronze.zendesk_users u
LEFT JOIN main_group m ON m.agent_id = u._record_id
LEFT JOIN bronze.zendesk_groups g ON g._record_id = m.group_id
WHERE plain_word(u.role) <> 'end user' OR m.agent_id IS NOT NULL
