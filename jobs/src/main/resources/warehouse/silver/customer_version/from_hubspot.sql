-- HubSpot contacts, and the company that they belong to now, of several the one with the least number.
-- Grain: one row per contact and version of the contact or of its company.
WITH employed AS (
  SELECT
    _record_id,
    least_id(
      from_json(associations, 'companies STRUCT<results: ARRAY<STRUCT<id: STRING>>>').companies.results.id) AS company_id
  FROM bronze.hubspot_contacts
),

said AS (
  SELECT
    _record_id AS customer_source_key, 'contact' AS said_by,
    _cursor, _delivery_date, _file, _row_number,
    get_json_object(properties, '$.country') AS country, CAST(NULL AS STRING) AS industry,
    lower(get_json_object(properties, '$.hs_analytics_source')) AS acquisition_channel
  FROM bronze.hubspot_contacts_versions
  UNION ALL
  SELECT
    c._record_id, 'account',
    o._cursor, o._delivery_date, o._file, o._row_number,
    get_json_object(o.properties, '$.country'), get_json_object(o.properties, '$.industry'), NULL
  FROM employed c
  LEFT JOIN silver.merged_record m ON m.object = 'company' AND m.record_id = 'hubspot:' || c.company_id
  JOIN bronze.hubspot_companies_versions o ON o._record_id = coalesce(m.merged_into, 'hubspot:' || c.company_id)
)

SELECT
  customer_source_key,
  said_by,
  to_instant(_cursor, :hubspot_timezone) AS version_at,
  _delivery_date AS delivery_date,
  _file AS file,
  _row_number AS row_number,
  coalesce(country_code(country), nullif(trim(country), '')) AS country,
  CAST(NULL AS STRING) AS region,
  nullif(trim(industry), '') AS industry,
  CAST(NULL AS STRING) AS plan,
  nullif(trim(acquisition_channel), '') AS acquisition_channel
FROM said
