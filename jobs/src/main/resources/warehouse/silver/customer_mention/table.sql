-- Customers whom a source names without listing them: of a merged contact, a ticket's requester, the
-- writer of a conversation, an order's customer where no list is delivered. Whoever is listed is none.
-- Grain: one row per customer record.
-- Rule: docs/decisions/customer.md (what is a record).
CREATE TABLE silver.customer_mention (
  customer_source_key STRING COMMENT 'The record, <source>:<native id>',
  source STRING COMMENT 'Source that names the customer',
  source_id STRING COMMENT 'Id of the customer in the source',
  created_at TIMESTAMP COMMENT 'When the source first names the customer; null where it does not say',
  email_key STRING COMMENT 'Keyed HMAC of the normalised e-mail address; of several, of the main one',
  phone_key STRING COMMENT 'Keyed HMAC of the phone number in E.164, with its extension; of several, of the main one',
  email_keys ARRAY<STRING> COMMENT 'Those of all addresses of the record, sorted',
  phone_keys ARRAY<STRING> COMMENT 'Those of all numbers of the record, sorted',
  unread_emails INT COMMENT 'Delivered e-mail fields in which no address can be read: they link nothing',
  unread_phones INT COMMENT 'Delivered phone fields in which no number can be read: they link nothing',
  `references` ARRAY<STRING> COMMENT 'Records that are known to be the same customer, <source>:<native id>, sorted',
  is_deleted BOOLEAN COMMENT 'Whether the source says that the record is deleted; it still identifies its events'
) USING delta
COMMENT 'Customers whom sources name without listing them, pseudonymised'
TBLPROPERTIES (
  'cxw.key' = 'customer_source_key',
  'cxw.grain' = 'customer record',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
