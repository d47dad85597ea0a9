-- The ids under which a customer was or could have been known: the id that each of its records would
-- have alone. So an id that was published before two customers turned out to be one is found again,
-- whatever the order in which the sources told it.
-- Grain: one row per former customer_id.
-- Rule: docs/decisions/customer.md (merged customers).
CREATE TABLE silver.customer_alias (
  alias_customer_id STRING COMMENT 'An id that no longer names a customer of its own',
  customer_id STRING COMMENT 'The customer that it belongs to now',
  customer_source_key STRING COMMENT 'The record from which the alias comes'
) USING delta
COMMENT 'From former customer ids to current ones'
TBLPROPERTIES (
  'cxw.key' = 'alias_customer_id',
  'cxw.grain' = 'former customer_id',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'keys',
  'cxw.narrow_by' = 'customer_source_key',
  'cxw.narrow' = 'silver.customer_record(customer_source_key)'
)
