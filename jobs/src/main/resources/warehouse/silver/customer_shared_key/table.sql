-- Keys that too many records of one source share to tell people apart (info@..., a placeholder phone),
-- numbers that a source says are shared, and references to accounts: they link nothing in any source,
-- and are listed here for whoever cleans the sources.
-- Grain: one row per key and source.
-- Rule: docs/decisions/customer.md (shared keys).
CREATE TABLE silver.customer_shared_key (
  key_kind STRING COMMENT 'email, phone or reference',
  key_value STRING COMMENT 'Keyed HMAC of the address or number; a reference as it is',
  source STRING COMMENT 'Source in which the key is shared by too many records',
  records BIGINT COMMENT 'Records of the source that have the key'
) USING delta
COMMENT 'Identity keys that tell nobody apart: shared, of an account, or over identity.max-records-per-key'
TBLPROPERTIES (
  'cxw.key' = 'key_kind, key_value, source',
  'cxw.grain' = 'key and source',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
