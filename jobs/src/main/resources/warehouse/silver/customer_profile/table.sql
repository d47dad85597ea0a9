-- What each source says about a customer now, before records are recognised as one person. Addresses
-- and numbers are keyed HMACs; nothing here names anybody.
-- Grain: one row per customer record of a source.
-- Rule: docs/decisions/customer.md.
CREATE TABLE silver.customer_profile (
  customer_source_key STRING COMMENT 'The record, <source>:<native id>',
  source STRING COMMENT 'Source that delivered the record',
  source_id STRING COMMENT 'Id of the record in its source',
  created_at TIMESTAMP COMMENT 'When the source created the record; null where it does not say',
  email_key STRING COMMENT 'Keyed HMAC of the normalised e-mail address; of several, of the main one',
  phone_key STRING COMMENT 'Keyed HMAC of the phone number in E.164, with its extension; of several, of the main one',
  email_keys ARRAY<STRING> COMMENT 'Those of all addresses of the record, sorted',
  phone_keys ARRAY<STRING> COMMENT 'Those of all numbers of the record, sorted',
  shared_phone_keys ARRAY<STRING> COMMENT 'Those of them that the source says several people share',
  `references` ARRAY<STRING> COMMENT 'Records of other sources that this one names, <source>:<native id>, sorted',
  unread_emails INT COMMENT 'Delivered e-mail fields in which no address can be read: they link nothing',
  unread_phones INT COMMENT 'Delivered phone fields in which no number can be read: they link nothing',
  country STRING COMMENT 'Country: its code of two letters (ISO 3166-1), or the name as delivered where it is not known',
  region STRING COMMENT 'Sales region as delivered',
  industry STRING COMMENT 'Industry as delivered',
  plan STRING COMMENT 'Plan as delivered',
  acquisition_channel STRING COMMENT 'Channel by which the customer was won, as delivered',
  is_deleted BOOLEAN COMMENT 'Whether the source says that the record is deleted; it still identifies its events',
  _unread STRING COMMENT 'Optional columns that were delivered and could not be read, so that they are null here; null: none'
) USING delta
COMMENT 'Customer records of every source as they are now, pseudonymised'
TBLPROPERTIES (
  'cxw.key' = 'customer_source_key',
  'cxw.grain' = 'customer record',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_source_key',
  'cxw.narrow' = 'bronze.billing_customers(_record_id), bronze.freshdesk_contacts(_record_id), bronze.hubspot_contacts(_record_id), bronze.salesforce_contact(_record_id), bronze.zendesk_users(_record_id), silver.customer_mention(customer_source_key)'
)
