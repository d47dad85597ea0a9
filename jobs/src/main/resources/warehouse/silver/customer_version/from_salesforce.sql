-- Salesforce contacts, and the accounts that they belong to now: a contact's history uses that
-- account's.
-- Grain: one row per contact and version of the contact or of its account.
WITH said AS (
  SELECT
    _record_id AS customer_source_key, 'contact' AS said_by,
    _cursor, _delivery_date, _file, _row_number,
    MailingCountry AS country, CAST(NULL AS STRING) AS region, CAST(NULL AS STRING) AS industry,
    LeadSource AS acquisition_channel
  FROM bronze.salesforce_contact_versions
  UNION ALL
  SELECT
    c._record_id, 'account',
    a._cursor, a._delivery_date, a._file, a._row_number,
    a.BillingCountry, a.Region__c, a.Industry, NULL
  FROM bronze.salesforce_contact c
  LEFT JOIN silver.merged_record m ON m.object = 'account' AND m.record_id = 'salesforce:' || native_id(c.AccountId)
  JOIN bronze.salesforce_account_versions a
    ON a._record_id = coalesce(m.merged_into, 'salesforce:' || native_id(c.AccountId))
)

SELECT
  customer_source_key,
  said_by,
  to_instant(_cursor, :salesforce_timezone) AS version_at,
  _delivery_date AS delivery_date,
  _file AS file,
  _row_number AS row_number,
  coalesce(country_code(country), nullif(trim(country), '')) AS country,
  nullif(trim(region), '') AS region,
  nullif(trim(industry), '') AS industry,
  CAST(NULL AS STRING) AS plan,
  nullif(trim(acquisition_channel), '') AS acquisition_channel
FROM said
