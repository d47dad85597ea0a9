-- Salesforce contacts; industry and region, and the country where the contact has none, are those of
-- the contact's account. A contact that was merged names the one that is left.
-- Grain: one row per customer record.
WITH contact AS (
  SELECT
    c.*,
    coalesce(nullif(trim(c.MailingCountry), ''), nullif(trim(a.BillingCountry), '')) AS country,
    nullif(trim(a.Region__c), '') AS region,
    nullif(trim(a.Industry), '') AS industry
  FROM bronze.salesforce_contact c
  LEFT JOIN silver.merged_record m ON m.object = 'account' AND m.record_id = 'salesforce:' || native_id(c.AccountId)
  LEFT JOIN bronze.salesforce_account a ON a._record_id = coalesce(m.merged_into, 'salesforce:' || native_id(c.AccountId))
),

told AS (
  SELECT *, array(Email) AS emails, array(Phone, MobilePhone, HomePhone, OtherPhone) AS phones
  FROM contact
),

keyed AS (
  SELECT *, email_addresses(emails) AS addresses, phone_numbers(phones, country) AS numbers
  FROM told
)

SELECT
  _record_id AS customer_source_key,
  'salesforce' AS source,
  native_id(Id) AS source_id,
  to_instant(CreatedDate, :salesforce_timezone) AS created_at,
  pseudonym(get(addresses, 0)) AS email_key,
  pseudonym(get(numbers, 0)) AS phone_key,
  array_sort(transform(addresses, a -> pseudonym(a))) AS email_keys,
  array_sort(transform(numbers, n -> pseudonym(n))) AS phone_keys,
  CAST(array() AS ARRAY<STRING>) AS shared_phone_keys,
  array_compact(array('salesforce:' || native_id(MasterRecordId))) AS `references`,
  cardinality(filter(emails, e -> trim(e) <> '' AND cardinality(email_addresses(array(e))) = 0))
    AS unread_emails,
  cardinality(filter(phones, p -> trim(p) <> '' AND cardinality(phone_numbers(array(p), country)) = 0))
    AS unread_phones,
  coalesce(country_code(country), country) AS country,
  region,
  industry,
  CAST(NULL AS STRING) AS plan,
  nullif(trim(LeadSource), '') AS acquisition_channel,
  coalesce(parse_flag(IsDeleted), false) AS is_deleted,
  if(nullif(trim(CreatedDate), '') IS NOT NULL
      AND to_instant(CreatedDate, :salesforce_timezone) IS NULL, 'created_at', NULL) AS _unread,
  if(native_id(Id) IS NULL, 'missing_required', NULL) AS _reject_reason,
  _file, _file_id, _row_number, _record_id
FROM keyed
