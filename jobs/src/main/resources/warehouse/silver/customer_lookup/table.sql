-- The customer behind what an event says about its customer: a record's key, an e-mail address or a phone number.
-- Facts follow the changes of this table: when two customers turn out to be one, their events move.
-- Grain: one row per key.
-- Rule: docs/decisions/customer.md.
CREATE TABLE silver.customer_lookup (
  lookup_key STRING COMMENT 'A record, <source>:<native id>, email:<keyed HMAC of the normalised address> or phone:<keyed HMAC of the number in E.164>',
  customer_id STRING COMMENT 'The customer'
) USING delta
COMMENT 'From source keys, e-mail addresses and phone numbers to customers'
TBLPROPERTIES (
  'cxw.key' = 'lookup_key',
  'cxw.grain' = 'source key, e-mail address or phone number',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'lookup_key',
  'cxw.narrow' = 'silver.customer_record(customer_source_key)'
)
