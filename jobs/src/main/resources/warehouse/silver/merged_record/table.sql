-- Deals, companies and accounts that their source merged into another one, and so are none of their
-- own any more. Contacts and tickets have their merges in silver.customer_profile and
-- silver.ticket_event.
-- Grain: one row per record that was merged away.
-- Rule: docs/decisions/customer.md (what was merged).
CREATE TABLE silver.merged_record (
  object STRING COMMENT 'deal, company or account',
  record_id STRING COMMENT 'Record that was merged away, <source>:<native id>',
  source STRING COMMENT 'Source that says so',
  merged_into STRING COMMENT 'Record that is left, after all mergers that followed, <source>:<native id>'
) USING delta
COMMENT 'Deals, companies and accounts that were merged into others'
TBLPROPERTIES (
  'cxw.key' = 'object, record_id',
  'cxw.grain' = 'record that was merged away',
  'cxw.owner' = 'customer',
  'cxw.mode' = 'full'
)
