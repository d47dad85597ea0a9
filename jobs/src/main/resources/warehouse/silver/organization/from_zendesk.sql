-- Zendesk's organisations.
-- Grain: one row per organisation.
SELECT
  _record_id AS organization_id,
  'zendesk' AS source,
  native_id(external_id) AS external_id,
  array_sort(coalesce(from_json(tags, 'ARRAY<STRING>'), CAST(array() AS ARRAY<STRING>))) AS tags,
  to_instant(created_at, :zendesk_timezone) AS created_at,
  if(nullif(trim(created_at), '') IS NOT NULL
      AND to_instant(created_at, :zendesk_timezone) IS NULL, 'created_at', NULL) AS _unread
FROM bronze.zendesk_organizations
