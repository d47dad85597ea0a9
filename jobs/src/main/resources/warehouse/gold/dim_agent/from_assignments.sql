-- HubSpot's owners and Intercom's admins are not delivered: who is assigned tickets is an agent, and
-- the team of most of them (of equals, the least id) is the team. Role and whether they still work are
-- not known.
-- Grain: one row per agent.
WITH load AS (
  SELECT agent_id, source, group_id, count(*) AS tickets
  FROM silver.ticket
  WHERE source IN ('hubspot', 'intercom') AND agent_id IS NOT NULL
  GROUP BY agent_id, source, group_id
)

SELECT
  agent_id,
  source,
  min_by(group_id, struct(group_id IS NULL, -tickets, group_id)) AS team,
  CAST(NULL AS STRING) AS role,
  CAST(NULL AS BOOLEAN) AS is_active
FROM load
GROUP BY agent_id, source
