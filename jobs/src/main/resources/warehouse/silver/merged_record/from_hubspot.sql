-- HubSpot names at the survivor all ids that it took in, itself perhaps among them. Should two say so
-- of one id, the survivor that was changed last has it.
-- Grain: one row per record that was merged away.
WITH survivor AS (
  SELECT 'deal' AS object, _record_id, to_instant(_cursor, :hubspot_timezone) AS changed_at, properties FROM bronze.hubspot_deals
  UNION ALL
  SELECT 'company', _record_id, to_instant(_cursor, :hubspot_timezone), properties FROM bronze.hubspot_companies
),

named AS (
  SELECT
    object, _record_id, changed_at,
    explode(split(get_json_object(properties, '$.hs_merged_object_ids'), ';')) AS named
  FROM survivor
),

merged AS (
  SELECT object, 'hubspot:' || native_id(named) AS record_id, _record_id, changed_at
  FROM named
  WHERE native_id(named) RLIKE '^[0-9]+$'
)

SELECT object, record_id, 'hubspot' AS source, max_by(_record_id, struct(changed_at, _record_id)) AS merged_into
FROM merged
WHERE record_id <> _record_id
GROUP BY object, record_id
