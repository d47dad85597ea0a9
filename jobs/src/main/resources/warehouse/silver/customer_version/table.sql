-- What each delivered version of a customer record says of the customer's attributes: one file per
-- source. Of each contact, the versions of its account or company are here, too.
-- Grain: one row per customer record, who says it and delivered version.
-- Rule: docs/decisions/customer.md (attributes over time).
CREATE TABLE silver.customer_version (
  customer_source_key STRING COMMENT 'The record, <source>:<native id>',
  said_by STRING COMMENT 'Who says it, in the order in which it is believed: customer_list, contact, account; user says only that the record is there',
  version_at TIMESTAMP COMMENT 'When the source changed the record to this; null where it does not say',
  delivery_date DATE COMMENT 'Date on which the version was delivered',
  file STRING COMMENT 'File that delivered it',
  row_number BIGINT COMMENT 'Its row in the file',
  country STRING COMMENT 'Country (ISO 3166-1 code of two letters; a name that is not known as delivered)',
  region STRING COMMENT 'Sales region',
  industry STRING COMMENT 'Industry',
  plan STRING COMMENT 'Plan',
  acquisition_channel STRING COMMENT 'Channel by which the customer was won, as delivered'
) USING delta
COMMENT 'Attributes of customer records as each delivered version says them'
TBLPROPERTIES (
  'cxw.key' = 'customer_source_key, said_by, delivery_date, file, row_number',
  'cxw.grain' = 'version of a customer record',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_source_key',
  'cxw.narrow' = 'bronze.billing_customers(_record_id), bronze.freshdesk_contacts(_record_id), bronze.hubspot_contacts(_record_id), bronze.salesforce_contact(_record_id), bronze.zendesk_users(_record_id)'
)
