-- Every customer record with the customer that it belongs to: records that share an e-mail address, a
-- phone number or a reference, directly or through others, are one customer.
-- Grain: one row per customer record.
-- Rule: docs/decisions/customer.md.
CREATE TABLE silver.customer_record (
  customer_source_key STRING COMMENT 'The record, <source>:<native id>',
  customer_id STRING COMMENT 'The customer: c_ and 24 hex digits of the SHA-256 of its canonical record, the one created first (of equals, the least source and id)',
  source STRING COMMENT 'Source that delivered the record',
  source_id STRING COMMENT 'Id of the record in its source',
  created_at TIMESTAMP COMMENT 'When the source created the record; null where it does not say',
  email_key STRING COMMENT 'Keyed HMAC of the normalised e-mail address; of several, of the main one',
  phone_key STRING COMMENT 'Keyed HMAC of the phone number in E.164, with its extension; of several, of the main one',
  email_keys ARRAY<STRING> COMMENT 'Those of all addresses of the record, sorted',
  phone_keys ARRAY<STRING> COMMENT 'Those of all numbers of the record, sorted',
  `references` ARRAY<STRING> COMMENT 'Records of other sources that this one names, <source>:<native id>, sorted',
  country STRING COMMENT 'Country: its code of two letters (ISO 3166-1), or the name as delivered where it is not known',
  region STRING COMMENT 'Sales region as delivered',
  industry STRING COMMENT 'Industry as delivered',
  plan STRING COMMENT 'Plan as delivered',
  acquisition_channel STRING COMMENT 'Channel by which the customer was won, as delivered',
  is_deleted BOOLEAN COMMENT 'Whether the source says that the record is deleted; it still identifies its events'
) USING delta
COMMENT 'Customer records with the customer that they belong to'
TBLPROPERTIES (
  'cxw.key' = 'customer_source_key',
  'cxw.grain' = 'customer record',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_source_key',
  'cxw.narrow' = 'silver.customer_profile(customer_source_key)',
  'cxw.step' = 'io.cxwarehouse.silver.identity.CustomerRecords'
)
