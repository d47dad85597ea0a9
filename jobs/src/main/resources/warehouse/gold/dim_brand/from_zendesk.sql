-- Zendesk's brands.
-- Grain: one row per brand.
SELECT
  _record_id AS brand,
  'zendesk' AS source,
  nullif(trim(name), '') AS name,
  parse_flag(active) AS is_active
FROM bronze.zendesk_brands
