-- Freshdesk delivers no names of groups: the group of most of the agent's tickets is the team (of
-- equals, the least group id). Whoever is assigned tickets is listed, also when no longer an agent; where no
-- agents are delivered at all, nobody tells who still is one.
-- Grain: one row per agent.
WITH load AS (
  SELECT agent_id, group_id, count(*) AS tickets
  FROM silver.ticket
  WHERE source = 'freshdesk' AND agent_id IS NOT NULL
  GROUP BY agent_id, group_id
),

main_group AS (
  SELECT agent_id, min_by(group_id, struct(group_id IS NULL, -tickets, group_id)) AS group_id
  FROM load
  GROUP BY agent_id
)

SELECT
  coalesce(a._record_id, m.agent_id) AS agent_id,
  'freshdesk' AS source,
  m.group_id AS team,
  lower(nullif(trim(a.type), '')) AS role,
  if(
    l.is_delivered, a._record_id IS NOT NULL AND NOT coalesce(parse_flag(a.deactivated), false), NULL)
    AS is_active
FROM bronze.freshdesk_agents a
FULL JOIN main_group m ON m.agent_id = a._record_id
CROSS JOIN (SELECT count(*) > 0 AS is_delivered FROM bronze.freshdesk_agents) l
