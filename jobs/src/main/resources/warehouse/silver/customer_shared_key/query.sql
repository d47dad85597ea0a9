-- Counts each key within each source; what is over the limit, or told to be shared, is listed. So is a
-- reference to what is no person: a delivered account, company or organisation that is no customer
-- record, and an id of Salesforce that is neither a contact's (003) nor a lead's (00Q).
-- Grain: one row per key and source.
WITH account AS (
  SELECT _record_id AS record FROM bronze.salesforce_account
  UNION
  SELECT _record_id FROM bronze.hubspot_companies
  UNION
  SELECT _record_id FROM bronze.zendesk_organizations
),

named AS (
  SELECT source, explode(`references`) AS key_value FROM silver.customer_profile
),

no_person AS (
  SELECT n.key_value
  FROM (SELECT DISTINCT key_value FROM named) n
  LEFT ANTI JOIN silver.customer_profile p ON p.customer_source_key = n.key_value
  LEFT JOIN account a ON a.record = n.key_value
  WHERE a.record IS NOT NULL OR n.key_value RLIKE '^salesforce:(?!003|00Q)[0-9A-Za-z]{18}$'
),

held AS (
  SELECT source, 'email' AS key_kind, explode(email_keys) AS key_value, false AS is_told
  FROM silver.customer_profile
  UNION ALL
  SELECT source, 'phone', key_value, array_contains(shared_phone_keys, key_value)
  FROM (
    SELECT source, shared_phone_keys, explode(phone_keys) AS key_value
    FROM silver.customer_profile)
  UNION ALL
  SELECT source, 'reference', n.key_value, p.key_value IS NOT NULL
  FROM named n
  LEFT JOIN no_person p ON p.key_value = n.key_value
)

SELECT key_kind, key_value, source, count(*) AS records
FROM held
GROUP BY key_kind, key_value, source
HAVING count(*) > :max_records_per_key OR bool_or(is_told)
