-- HubSpot contacts; industry, and the country where the contact has none, are those of the contact's
-- company (of several, the one with the least id). Ids that were merged into a contact are references.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'hubspot'
),
delivered AS (
  SELECT
    _record_id, _file, _file_id, _row_number, id, createdAt, archived,
    from_json(properties, 'email STRING, phone STRING, mobilephone STRING, country STRING,
      createdate STRING, hs_analytics_source STRING, hs_merged_object_ids STRING') AS p,
    from_json(associations, 'companies STRUCT<results: ARRAY<STRUCT<id: STRING>>>') AS linked
  FROM bronze.hubspot_contacts
),
contact AS (
  SELECT
    *,
    coalesce(nullif(trim(createdAt), ''), nullif(trim(p.createdate), '')) AS created,
    array_min(transform(linked.companies.results, c -> struct(try_cast(c.id AS BIGINT) AS number, c.id))).id
      AS company_id,
    array_sort(array_distinct(filter(
      transform(split(coalesce(p.hs_merged_object_ids, ''), ';'), i -> trim(i)),
      i -> i RLIKE '^[0-9]+$' AND i <> id))) AS merged_ids
  FROM delivered
),
company AS (
  SELECT _record_id, from_json(properties, 'country STRING, industry STRING') AS p
  FROM bronze.hubspot_companies
),
placed AS (
  SELECT
    c.*,
    coalesce(nullif(trim(c.p.country), ''), nullif(trim(o.p.country), '')) AS country,
    nullif(trim(o.p.industry), '') AS industry
  FROM contact c
  LEFT JOIN company o ON o._record_id = 'hubspot:' || c.company_id
)
SELECT
  _record_id AS customer_source_key,
  'hubspot' AS source,
  id AS source_id,
  to_instant(created, zone) AS created_at,
  pseudonym(normalize_email(p.email)) AS email_key,
  coalesce(pseudonym(e164(p.mobilephone, country)), pseudonym(e164(p.phone, country))) AS phone_key,
  transform(merged_ids, i -> 'hubspot:' || i) AS references,
  country,
  CAST(NULL AS STRING) AS region,
  industry,
  CAST(NULL AS STRING) AS plan,
  lower(nullif(trim(p.hs_analytics_source), '')) AS acquisition_channel,
  coalesce(lower(archived) = 'true', false) AS is_deleted,
  CASE
    WHEN native_id(id) IS NULL THEN 'missing_required'
    WHEN created IS NOT NULL AND NOT is_time(created) THEN 'bad_type'
  END AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM placed CROSS JOIN zone
