-- Each delivered version of a record says something from a date on: a version of a source with a
-- cursor from the cursor's date, of another from its delivery, the first version from the record's
-- creation. Of each attribute holds the last value that is not empty, billing before CRM contacts
-- before the contact's account or company. A contact's history uses the account it belongs to now.
WITH zone AS (
  SELECT
    coalesce(max(timezone) FILTER (WHERE source = 'salesforce'), 'UTC') AS salesforce,
    coalesce(max(timezone) FILTER (WHERE source = 'zendesk'), 'UTC') AS zendesk,
    coalesce(max(timezone) FILTER (WHERE source = 'hubspot'), 'UTC') AS hubspot,
    coalesce(max(timezone) FILTER (WHERE source = 'freshdesk'), 'UTC') AS freshdesk
  FROM config.source_timezone
),
version AS (
  SELECT
    _record_id AS customer_source_key, 'billing' AS said_by, CAST(NULL AS TIMESTAMP) AS cursor_at,
    _delivery_date, _file, _row_number,
    country, region, industry, plan, acquisition_channel
  FROM bronze.billing_customers_versions
  UNION ALL
  SELECT
    _record_id, 'contact', to_instant(_cursor, salesforce), _delivery_date, _file, _row_number,
    MailingCountry, NULL, NULL, NULL, LeadSource
  FROM bronze.salesforce_contact_versions CROSS JOIN zone
  UNION ALL
  SELECT
    c._record_id, 'account', to_instant(a._cursor, salesforce),
    a._delivery_date, a._file, a._row_number,
    a.BillingCountry, a.Region__c, a.Industry, NULL, NULL
  FROM bronze.salesforce_contact c
  LEFT JOIN silver.merged_record m ON m.object = 'account' AND m.record_id = 'salesforce:' || native_id(c.AccountId)
  JOIN bronze.salesforce_account_versions a
    ON a._record_id = coalesce(m.merged_into, 'salesforce:' || native_id(c.AccountId))
  CROSS JOIN zone
  UNION ALL
  SELECT
    _record_id, 'user', to_instant(_cursor, zendesk), _delivery_date, _file, _row_number,
    NULL, NULL, NULL, NULL, NULL
  FROM bronze.zendesk_users_versions CROSS JOIN zone
  UNION ALL
  SELECT
    _record_id, 'user', to_instant(_cursor, freshdesk), _delivery_date, _file, _row_number,
    NULL, NULL, NULL, NULL, NULL
  FROM bronze.freshdesk_contacts_versions CROSS JOIN zone
  UNION ALL
  SELECT
    _record_id, 'contact', to_instant(_cursor, hubspot), _delivery_date, _file, _row_number,
    get_json_object(properties, '$.country'), NULL, NULL, NULL,
    lower(get_json_object(properties, '$.hs_analytics_source'))
  FROM bronze.hubspot_contacts_versions CROSS JOIN zone
  UNION ALL
  SELECT
    c._record_id, 'account', to_instant(o._cursor, hubspot),
    o._delivery_date, o._file, o._row_number,
    get_json_object(o.properties, '$.country'), NULL, get_json_object(o.properties, '$.industry'),
    NULL, NULL
  FROM (
    SELECT
      _record_id,
      array_min(transform(
        from_json(associations, 'companies STRUCT<results: ARRAY<STRUCT<id: STRING>>>').companies.results,
        x -> struct(try_cast(x.id AS BIGINT) AS number, x.id))).id AS company_id
    FROM bronze.hubspot_contacts) c
  LEFT JOIN silver.merged_record m ON m.object = 'company' AND m.record_id = 'hubspot:' || c.company_id
  JOIN bronze.hubspot_companies_versions o ON o._record_id = coalesce(m.merged_into, 'hubspot:' || c.company_id)
  CROSS JOIN zone
  UNION ALL
  SELECT
    customer_source_key, 'record', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM silver.customer_record
  WHERE created_at IS NOT NULL
),
dated AS (
  SELECT
    r.customer_id,
    r.source,
    v.*,
    business_date(r.created_at, :timezone) AS created_date,
    coalesce(business_date(cursor_at, :timezone), _delivery_date) AS version_date,
    struct(cursor_at, _delivery_date, file_order(_file) AS file, _row_number) AS delivered
  FROM version v
  JOIN silver.customer_record r USING (customer_source_key)
),
started AS (
  SELECT
    *,
    least(created_date, min(if(said_by <> 'account', version_date, NULL)) OVER (
      PARTITION BY customer_source_key)) AS record_from,
    row_number() OVER (PARTITION BY customer_source_key, said_by ORDER BY delivered) = 1 AS is_first
  FROM dated
),
placed AS (
  SELECT
    customer_id, source, customer_source_key, said_by, delivered,
    if(is_first, record_from, greatest(version_date, record_from)) AS valid_from,
    coalesce(country_code(country), nullif(trim(country), '')) AS country,
    nullif(trim(region), '') AS region,
    nullif(trim(industry), '') AS industry,
    nullif(trim(plan), '') AS plan,
    nullif(trim(acquisition_channel), '') AS acquisition_channel
  FROM started
),
known AS (
  SELECT
    customer_id,
    valid_from,
    coalesce(
      last(if(said_by = 'billing', country, NULL), true) OVER said,
      last(if(said_by = 'contact', country, NULL), true) OVER said,
      last(if(said_by = 'account', country, NULL), true) OVER said) AS country,
    coalesce(
      last(if(said_by = 'billing', region, NULL), true) OVER said,
      last(if(said_by = 'account', region, NULL), true) OVER said) AS region,
    coalesce(
      last(if(said_by = 'billing', industry, NULL), true) OVER said,
      last(if(said_by = 'account', industry, NULL), true) OVER said) AS industry,
    last(plan, true) OVER said AS plan,
    coalesce(
      last(if(said_by = 'billing', acquisition_channel, NULL), true) OVER said,
      last(if(said_by = 'contact', acquisition_channel, NULL), true) OVER said
    ) AS acquisition_channel,
    lead(valid_from) OVER said IS DISTINCT FROM valid_from AS is_last_of_date,
    min(struct(valid_from, source)) OVER (PARTITION BY customer_id) AS first_seen
  FROM placed
  WINDOW said AS (
    PARTITION BY customer_id ORDER BY valid_from, delivered, customer_source_key, said_by)
),
changed AS (
  SELECT
    *,
    struct(country, region, industry, plan, acquisition_channel) IS DISTINCT FROM
      lag(struct(country, region, industry, plan, acquisition_channel)) OVER (
        PARTITION BY customer_id ORDER BY valid_from) AS is_change
  FROM known
  WHERE is_last_of_date
)
SELECT
  customer_id,
  valid_from,
  lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) AS valid_to,
  lead(valid_from) OVER (PARTITION BY customer_id ORDER BY valid_from) IS NULL AS is_current,
  first_seen.valid_from AS acquired_date,
  first_seen.source AS first_seen_source,
  country, region, industry, plan, acquisition_channel
FROM changed
WHERE is_change
