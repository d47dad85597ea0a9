-- Salesforce contacts; industry and region, and the country where the contact has none, are those
-- of the contact's account.
WITH zone AS (
  SELECT coalesce(max(timezone), 'UTC') AS zone
  FROM config.source_timezone
  WHERE source = 'salesforce'
),
contact AS (
  SELECT
    c.*,
    zone,
    coalesce(nullif(trim(c.MailingCountry), ''), nullif(trim(a.BillingCountry), '')) AS country,
    nullif(trim(a.Region__c), '') AS region,
    nullif(trim(a.Industry), '') AS industry
  FROM bronze.salesforce_contact c
  CROSS JOIN zone
  LEFT JOIN bronze.salesforce_account a ON a._record_id = 'salesforce:' || c.AccountId
)
SELECT
  _record_id AS customer_source_key,
  'salesforce' AS source,
  Id AS source_id,
  to_instant(CreatedDate, zone) AS created_at,
  pseudonym(normalize_email(Email)) AS email_key,
  pseudonym(e164(Phone, country)) AS phone_key,
  CAST(array() AS ARRAY<STRING>) AS references,
  country,
  region,
  industry,
  CAST(NULL AS STRING) AS plan,
  nullif(trim(LeadSource), '') AS acquisition_channel,
  coalesce(try_cast(IsDeleted AS BOOLEAN), false) AS is_deleted,
  CASE
    WHEN native_id(Id) IS NULL THEN 'missing_required'
    WHEN nullif(trim(CreatedDate), '') IS NOT NULL AND NOT is_time(CreatedDate) THEN 'bad_type'
  END AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM contact
