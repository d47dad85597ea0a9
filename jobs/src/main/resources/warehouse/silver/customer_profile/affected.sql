-- Changed records, contacts of changed accounts and companies, and users to whom a changed identity
-- belongs or ever belonged: it moves when users are merged, or when its file is replaced.
WITH account AS (
  SELECT _record_id AS record_id FROM bronze.salesforce_account_changes
  UNION
  SELECT _record_id FROM bronze.hubspot_companies_changes
),

employer AS (  -- and those that were merged into them
  SELECT record_id FROM account
  UNION
  SELECT m.record_id FROM silver.merged_record m LEFT SEMI JOIN account a ON a.record_id = m.merged_into
  UNION
  SELECT record_id FROM silver.merged_record_changes WHERE object IN ('account', 'company')
)

SELECT _record_id AS customer_source_key FROM bronze.billing_customers_changes
UNION
SELECT _record_id FROM bronze.freshdesk_contacts_changes
UNION
SELECT _record_id FROM bronze.hubspot_contacts_changes
UNION
SELECT _record_id FROM bronze.salesforce_contact_changes
UNION
SELECT _record_id FROM bronze.zendesk_users_changes
UNION
SELECT 'zendesk:' || native_id(v.user_id)
FROM bronze.zendesk_user_identities_versions v
LEFT SEMI JOIN bronze.zendesk_user_identities_changes i ON i._record_id = v._record_id
UNION
SELECT 'zendesk:' || native_id(user_id) FROM bronze.zendesk_user_identities_changes
UNION
SELECT customer_source_key FROM silver.customer_mention_changes
UNION
SELECT c._record_id
FROM bronze.salesforce_contact c
LEFT SEMI JOIN employer e ON e.record_id = 'salesforce:' || native_id(c.AccountId)
UNION
SELECT c._record_id
FROM (
  SELECT
    _record_id,
    explode(from_json(get_json_object(associations, '$.companies.results'), 'ARRAY<STRUCT<id: STRING>>')) AS company
  FROM bronze.hubspot_contacts
) c
LEFT SEMI JOIN employer e ON e.record_id = 'hubspot:' || native_id(c.company.id)
